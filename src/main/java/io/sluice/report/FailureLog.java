package io.sluice.report;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.OwnerOnly;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Appends each file that failed, is in conflict or incomplete to a file, one JSON object a line.
 * Field names are part of the command line's contract.
 *
 * <p>For people and scripts; the ledger is the truth. So a log that cannot be written is warned of
 * once, its missing lines are counted, and it stops nothing. At {@value #ROTATE_BYTES} bytes the
 * file is renamed to {@code .1}, the older ones move up, and {@value #KEPT} are kept. Nobody but
 * the owner may read it, since the names of files may tell something. Several processes may write
 * to one log: a line is never torn, and none is lost where one of them renames the file.
 */
public final class FailureLog implements IngestListener {
  static final long ROTATE_BYTES = 10_000_000;
  static final int KEPT = 3;

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Path file;
  private final Map<String, Destination> destinations;
  private final Runnable amidRotation;

  @GuardedBy("this")
  private final LineFile lines;

  /**
   * Where the files of a folder go.
   *
   * @param target the target's name
   * @param dataset the dataset's name
   */
  public record Destination(String target, String dataset) {}

  /**
   * A log that is opened for each line.
   *
   * @param destinations where each folder's files go, by the folder's name
   */
  public FailureLog(Path file, Map<String, Destination> destinations) {
    this(file, destinations, () -> {});
  }

  /**
   * As above, for tests of what a crash leaves behind.
   *
   * @param amidRotation run when the older files have moved up and the newest has not; may not come
   *     back, but must not throw
   */
  public FailureLog(Path file, Map<String, Destination> destinations, Runnable amidRotation) {
    this.file = file;
    this.lines =
        new LineFile(file, true, "the ledger has every failure all the same", LOG, OwnerOnly.FILE);
    this.destinations = Map.copyOf(destinations);
    this.amidRotation = amidRotation;
  }

  @Override
  public void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileOutcome outcome && isFailure(outcome)) {
      append(line(outcome));
    }
  }

  /** What the ledger said before stands in the log already, as a rule. */
  private static boolean isFailure(IngestEvent.FileOutcome outcome) {
    return !outcome.repeated() && isFailed(outcome);
  }

  private static boolean isFailed(IngestEvent.FileOutcome outcome) {
    return switch (outcome.state()) {
      case FAILED, CONFLICT, INCOMPLETE -> true;
      case UPLOADED, SKIPPED, PENDING, VANISHED -> false;
    };
  }

  private synchronized void append(String line) {
    lines.append(line, this::rotateIfLarge);
  }

  private boolean rotateIfLarge() throws IOException {
    if (Files.size(file) < ROTATE_BYTES) {
      return false;
    }
    for (int age = KEPT - 1; age >= 1; age--) {
      if (Files.exists(aged(age))) {
        Files.move(aged(age), aged(age + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    amidRotation.run();
    Files.move(file, aged(1), StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private Path aged(int age) {
    return file.resolveSibling(file.getFileName() + "." + age);
  }

  private String line(IngestEvent.FileOutcome outcome) {
    Destination destination = destinations.getOrDefault(outcome.folder(), new Destination("", ""));
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("path", outcome.path().display());
      json.writeStringProperty("folder", outcome.folder());
      json.writeStringProperty("target", destination.target());
      json.writeStringProperty("dataset", destination.dataset());
      json.writeStringProperty("virtual_folder", outcome.virtualFolder());
      json.writeStringProperty("state", outcome.state().word());
      json.writeStringProperty("reason", outcome.reason());
      json.writeNumberProperty("status", outcome.status());
      json.writeNumberProperty("attempts", outcome.attempts());
      json.writeStringProperty("time", outcome.at().toString());
      json.writeEndObject();
    }
    return text + "\n";
  }
}
