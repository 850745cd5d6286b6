package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.RelativePath;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScanTicketTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final RelativePath FILE = new RelativePath("a.jpg");

  private final ScanTicket ticket = new ScanTicket(3);

  @Test
  void waitsForItsOwnScan() {
    ticket.scanEnded(2, Set.of());
    ticket.flushed(Set.of(), NOW);
    assertFalse(ticket.isScanned());
    assertFalse(ticket.isDone(Optional.empty(), NOW));
  }

  @Test
  void waitsForFilesInHand_thenForThosePendingSinceThen() {
    ticket.scanEnded(3, Set.of(FILE));
    ticket.flushed(Set.of(FILE), NOW);
    assertFalse(ticket.isDone(Optional.empty(), NOW));

    ticket.flushed(Set.of(new RelativePath("later.jpg")), NOW.plusSeconds(1));
    assertTrue(ticket.isRecorded());
    assertFalse(ticket.isDone(Optional.of(NOW.plusSeconds(1)), NOW.plusSeconds(2)));
    Optional<Instant> later = Optional.of(NOW.plusSeconds(2));
    assertFalse(ticket.isDone(later, NOW.plusSeconds(3)));
    assertTrue(ticket.isDone(later, NOW.plusSeconds(4)));
  }

  @Test
  void isDone_whenTheFolderIsNotThere() {
    ticket.scanFailed(3, "gone");
    assertEquals(Optional.of("gone"), ticket.lost());
    assertTrue(ticket.isDone(Optional.of(NOW), NOW));
  }
}
