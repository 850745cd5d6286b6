package io.sluice.failpoint;

import io.sluice.datasetserver.StorePoint;
import io.sluice.datasetserver.StoreWatch;
import io.sluice.event.IngestListener;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerPatience;
import io.sluice.ledger.SqliteLedger;
import io.sluice.report.ReportSink;
import io.sluice.target.PartBytes;
import io.sluice.target.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts the points of {@link Step} around the parts of a run. Where none was asked for, every part
 * is given back as it is.
 *
 * <ul>
 *   <li>{@code -Dsluice.failpoint=POINT:N} ends the process, with exit code 137, at the N-th
 *       passage of a point such as {@code sent-row.after};
 *   <li>{@code -Dsluice.failpoint.trace=FILE} appends each passage to a file instead.
 * </ul>
 */
public final class Failpoints {
  /** Names the point. */
  public static final String PROPERTY = "sluice.failpoint";

  /** Names the file that passages are written to. */
  public static final String TRACE_PROPERTY = "sluice.failpoint.trace";

  private static final int MOST_PASSAGES = 1_000_000;

  private final Optional<Passages> passages;

  private Failpoints(Optional<Passages> passages) {
    this.passages = passages;
  }

  /** No points, whatever the process was asked for. */
  public static Failpoints none() {
    return new Failpoints(Optional.empty());
  }

  /**
   * What the properties of this process ask for; passages are counted for each one made.
   *
   * @throws BadFailpointException when there is no such point, or N is no count
   */
  public static Failpoints ofProcess() throws BadFailpointException {
    String point = System.getProperty(PROPERTY, "");
    if (!point.isEmpty()) {
      return new Failpoints(Optional.of(halt(point)));
    }
    String trace = System.getProperty(TRACE_PROPERTY, "");
    return new Failpoints(
        Optional.of(trace).filter(file -> !file.isEmpty()).map(file -> new Trace(Path.of(file))));
  }

  private static Passages halt(String text) throws BadFailpointException {
    int colon = text.lastIndexOf(':');
    Optional<Point> point = Point.named(text.substring(0, Math.max(0, colon)));
    String count = text.substring(colon + 1);
    int passage = count.matches("[0-9]{1,7}") ? Integer.parseInt(count) : 0;
    if (point.isEmpty() || passage < 1 || passage > MOST_PASSAGES) {
      throw new BadFailpointException(
          "-D%s must be POINT:N, with N from 1 to %d and one of these points, not '%s':%n%s"
              .formatted(PROPERTY, MOST_PASSAGES, text, names()));
    }
    return new Halt(point.get(), passage);
  }

  private static String names() {
    return Point.all().stream()
        .map(point -> "  " + point.name())
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** Opens a ledger. */
  public Ledger openLedger(Path file, Instant now, LedgerPatience patience) {
    return passages.isPresent()
        ? HaltingLedger.open(file, now, patience, passages.get())
        : SqliteLedger.open(file, now, patience, () -> () -> {});
  }

  /** The calls of a target. */
  public Target around(Target target) {
    return passages.<Target>map(p -> new HaltingTarget(target, p)).orElse(target);
  }

  /** The bytes that go out to a target. */
  public PartBytes around(PartBytes listener) {
    return passages
        .<PartBytes>map(
            p ->
                (item, part, sent, length) -> {
                  listener.sent(item, part, sent, length);
                  if (sent < length) {
                    p.passed(Step.TRANSFER, Moment.INSIDE);
                  }
                })
        .orElse(listener);
  }

  /** Whoever hears of events. */
  public IngestListener around(IngestListener listener) {
    return passages
        .<IngestListener>map(p -> HaltingListener.ofEvents(listener, p))
        .orElse(listener);
  }

  /** The log of failures. */
  public IngestListener aroundFailureLog(IngestListener log) {
    return passages.<IngestListener>map(p -> HaltingListener.ofFailures(log, p)).orElse(log);
  }

  /** Where report lines go. */
  public ReportSink around(ReportSink sink) {
    return passages
        .<ReportSink>map(
            p ->
                (now, before) -> {
                  p.passed(Step.REPORT_LINE, Moment.BEFORE);
                  sink.write(now, before);
                  p.passed(Step.REPORT_LINE, Moment.AFTER);
                })
        .orElse(sink);
  }

  /** The dataset server's disk. */
  public StoreWatch storeWatch() {
    return passages
        .<StoreWatch>map(p -> point -> p.passed(pointOf(point)))
        .orElse(StoreWatch.UNWATCHED);
  }

  private static Point pointOf(StorePoint point) {
    return switch (point) {
      case TAKEN -> new Point(Step.SERVER_OPEN, Moment.BEFORE);
      case LEFTOVERS_KNOWN -> new Point(Step.SERVER_OPEN, Moment.INSIDE);
      case OPENED -> new Point(Step.SERVER_OPEN, Moment.AFTER);
      case BYTES_ARRIVING -> new Point(Step.SERVER_BODY, Moment.INSIDE);
      case BYTES_ARRIVED -> new Point(Step.SERVER_SYNC, Moment.BEFORE);
      case BYTES_SYNCED -> new Point(Step.SERVER_SYNC, Moment.AFTER);
      case BLOB_NAMED -> new Point(Step.SERVER_RENAME, Moment.AFTER);
      case BLOB_DURABLE -> new Point(Step.SERVER_BLOB, Moment.AFTER);
      case ROWS_WRITTEN -> new Point(Step.SERVER_TRANSACTION, Moment.INSIDE);
      case ROWS_COMMITTED -> new Point(Step.SERVER_TRANSACTION, Moment.AFTER);
    };
  }

  /** Whether points are passed at all, so that a part that the caller owns is to pass them. */
  public boolean areWatched() {
    return passages.isPresent();
  }

  /** Passes a point, where points are passed. */
  public void passed(Step step, Moment moment) {
    passages.ifPresent(p -> p.passed(step, moment));
  }
}
