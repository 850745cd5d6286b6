package io.sluice.report;

import io.sluice.file.FileState;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the daemon's reports to the logger {@code io.sluice.report}, and to a file besides where
 * one is configured. A file that cannot be written is warned of once, and stops nothing.
 */
public final class ReportLog implements ReportSink {
  private static final Logger REPORT = LoggerFactory.getLogger("io.sluice.report");
  private static final JsonFactory FACTORY = new JsonFactory();

  private final boolean json;
  private final Optional<LineFile> file;

  /**
   * A sink for one daemon.
   *
   * @param json whether lines are JSON objects rather than {@code key=value} text
   * @param file a file that each line is appended to, if any
   */
  public ReportLog(boolean json, Optional<Path> file) {
    this.json = json;
    this.file =
        file.map(path -> new LineFile(path, false, "the report goes on in the log", REPORT));
  }

  @Override
  public void write(FolderSnapshot now, Optional<FolderSnapshot> before) {
    String line = json ? jsonLine(now, before) : ReportLine.text(now, before);
    REPORT.info("{}", line);
    String stamped = json ? line : now.at() + " " + line;
    file.ifPresent(lines -> lines.append(stamped + "\n", () -> false));
  }

  private static String jsonLine(FolderSnapshot now, Optional<FolderSnapshot> before) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("time", now.at().toString());
      json.writeStringProperty("folder", now.name());
      json.writeStringProperty("target", now.target());
      json.writeNumberProperty("seen", now.counts().seen());
      for (FileState state : FileState.values()) {
        if (state != FileState.VANISHED) {
          json.writeNumberProperty(state.word(), now.counts().of(state));
        }
      }
      json.writeNumberProperty("ignored", now.ignored());
      json.writeNumberProperty("bytes", now.counts().bytesUploaded());
      json.writeNumberProperty("rate", ReportLine.rate(now, before));
      json.writeNumberProperty("oldest_pending_seconds", ReportLine.oldestPending(now).toSeconds());
      json.writeStringProperty("state", now.state().word());
      json.writeName("notes");
      json.writeStartArray();
      now.notes().forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }
}
