package io.sluice.app;

import io.sluice.file.DisplayText;
import io.sluice.file.RelativePath;
import io.sluice.source.ScanSummary;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scans of one folder, as the intake sees them: when one is wanted, who follows it, and whether
 * the last one found the folder there. Used on the intake thread, but for {@link #lastScan} and
 * {@link #ignored}.
 */
final class FolderScans {
  private static final Logger LOG = LoggerFactory.getLogger(FolderScans.class);

  private final FolderRun run;
  private final ScanRequests requests;
  private final FolderNotes notes;
  private final Clock clock;
  private final ScanTickets tickets = new ScanTickets();
  private volatile Optional<Instant> lastScan = Optional.empty();
  private volatile long ignored;
  private boolean ended;

  FolderScans(FolderRun run, ScanRequests requests, FolderNotes notes, Clock clock) {
    this.run = run;
    this.requests = requests;
    this.notes = notes;
    this.clock = clock;
  }

  /** A user wants a scan now, and follows it. */
  ScanTicket order(boolean concludeAnew) {
    return tickets.add(requests.order(concludeAnew));
  }

  /**
   * A scan is wanted as soon as it is decent.
   *
   * @return the number of the next scan to begin
   */
  long soon() {
    return requests.soon();
  }

  /** A walk came to its end; all that it found was handed over before. */
  void ended(ScanSummary summary, long number, Set<RelativePath> inHand) {
    ended = true;
    lastScan = Optional.of(clock.instant());
    tickets.scanEnded(number, inHand);
    ignored = summary.ignoredTotal();
    boolean first = !notes.isScanned();
    boolean back = notes.scanned(number);
    if (back) {
      LOG.info("folder {} is there again", run.folder().name());
    }
    if (first && !run.oneShot()) {
      LOG.info(
          "folder {}: {} files in {} directories, {} ignored",
          run.folder().name(),
          summary.wanted(),
          summary.directories(),
          summary.ignoredTotal());
    }
  }

  /** The folder could not be walked. */
  void failed(String reason, long number) {
    tickets.scanFailed(number, reason);
    rootLost(reason);
  }

  /** A look at a file found the folder itself missing. */
  void rootLostWhileLooking() {
    if (run.oneShot()) {
      rootLost(
          "folder "
              + DisplayText.of(run.folder().root())
              + " went away, or another took its place");
    } else {
      requests.soon();
    }
  }

  private void rootLost(String reason) {
    ended = true;
    if (notes.rootLost(reason) && !run.oneShot()) {
      LOG.warn("{}; waiting for it", reason);
    }
  }

  /** Everything concluded so far is in the ledger, but for the files in hand. */
  void flushed(Set<RelativePath> inHand) {
    // Not before what was just recorded: a later stamp there would count as of a later scan.
    tickets.flushed(inHand, clock.instant());
  }

  /** Whether a scan has come to its end, one way or the other. */
  boolean isEnded() {
    return ended;
  }

  /** How many files the rules left out in the last walk. */
  long ignored() {
    return ignored;
  }

  /** When the last walk came to its end. */
  Optional<Instant> lastScan() {
    return lastScan;
  }
}
