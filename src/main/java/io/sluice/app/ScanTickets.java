package io.sluice.app;

import io.sluice.file.RelativePath;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;

/** The scans of one folder that somebody follows. Thread-safe. */
final class ScanTickets {
  private static final int MOST = 100;

  /** Those whose finds are not all in the ledger yet. */
  private final Deque<ScanTicket> open = new ArrayDeque<>();

  /** Follows a scan; who follows the hundredth before it learns no more. */
  synchronized ScanTicket add(long scan) {
    if (open.size() >= MOST) {
      open.removeFirst();
    }
    ScanTicket ticket = new ScanTicket(scan);
    open.addLast(ticket);
    return ticket;
  }

  synchronized void scanEnded(long number, Set<RelativePath> inHand) {
    open.forEach(ticket -> ticket.scanEnded(number, inHand));
  }

  synchronized void scanFailed(long number, String reason) {
    settle(ticket -> ticket.scanFailed(number, reason));
  }

  /** Everything concluded so far is in the ledger, but for the files in hand. */
  synchronized void flushed(Set<RelativePath> inHand, Instant now) {
    settle(ticket -> ticket.flushed(inHand, now));
  }

  private void settle(Consumer<ScanTicket> step) {
    if (!open.isEmpty()) {
      open.forEach(step);
      open.removeIf(ticket -> ticket.isRecorded() || ticket.lost().isPresent());
    }
  }
}
