package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.RelativePath;
import io.sluice.upload.Tellings;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScanTicketTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final RelativePath FILE = new RelativePath("a.jpg");

  private final Tellings tellings = new Tellings();
  private final ScanTicket ticket = new ScanTicket(3);

  @Test
  void waitsForItsOwnScan() {
    ticket.scanEnded(2, Set.of());
    ticket.flushed(Set.of(), NOW);
    assertFalse(ticket.isScanned());
    assertFalse(ticket.isDone(Optional.empty(), tellings));
  }

  @Test
  void waitsForFilesInHand_thenForThosePendingSinceThen() {
    ticket.scanEnded(3, Set.of(FILE));
    ticket.flushed(Set.of(FILE), NOW);
    assertFalse(ticket.isDone(Optional.empty(), tellings));

    ticket.flushed(Set.of(new RelativePath("later.jpg")), NOW.plusSeconds(1));
    assertTrue(ticket.isRecorded());
    assertFalse(ticket.isDone(Optional.of(NOW.plusSeconds(1)), tellings));
    assertTrue(ticket.isDone(Optional.of(NOW.plusSeconds(2)), tellings));
  }

  @Test
  void waitsUntilWhatIsRecordedWasTold_andForNothingLater() {
    ticket.scanEnded(3, Set.of());
    ticket.flushed(Set.of(), NOW);
    long first = tellings.begin();
    long second = tellings.begin();
    assertFalse(ticket.isDone(Optional.empty(), tellings));
    tellings.end(first);
    assertFalse(ticket.isDone(Optional.empty(), tellings));
    tellings.begin();
    tellings.end(second);
    assertTrue(ticket.isDone(Optional.empty(), tellings));
  }

  @Test
  void isDone_whenTheFolderIsNotThere() {
    ticket.scanFailed(3, "gone");
    assertEquals(Optional.of("gone"), ticket.lost());
    assertTrue(ticket.isDone(Optional.of(NOW), tellings));
  }
}
