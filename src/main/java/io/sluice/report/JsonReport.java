package io.sluice.report;

import io.sluice.file.AbsolutePath;
import io.sluice.file.FileState;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The report of a one-shot run as one JSON object. Field names are part of the command line's
 * contract. Written as a stream, since its failures may be a million.
 */
public final class JsonReport {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private JsonReport() {}

  /**
   * Writes the reports of all folders to {@code out}, which stays open.
   *
   * @param interrupted whether the run was stopped before its end, which is no success
   */
  public static void write(List<FolderReport> folders, boolean interrupted, Writer out) {
    try (JsonGenerator json =
        FACTORY.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeName("folders");
      json.writeStartArray();
      folders.forEach(folder -> write(folder, interrupted, json));
      json.writeEndArray();
      if (interrupted) {
        json.writeBooleanProperty("interrupted", true);
      }
      json.writeEndObject();
    }
  }

  private static void write(FolderReport report, boolean interrupted, JsonGenerator json) {
    RunCounts counts = report.counts();
    json.writeStartObject();
    json.writeStringProperty("folder", AbsolutePath.text(report.folder()));
    json.writeStringProperty("target", report.target());
    json.writeStringProperty("dataset_name", report.dataset());
    json.writeNumberProperty("images_attempted", counts.seen());
    json.writeNumberProperty("images_uploaded", counts.of(FileState.UPLOADED));
    json.writeNumberProperty("images_skipped", counts.of(FileState.SKIPPED));
    json.writeNumberProperty("bytes_uploaded", counts.bytesUploaded());
    json.writeName("failures");
    json.writeStartArray();
    report.failures().forEach(failure -> write(failure, json));
    json.writeEndArray();
    json.writeNumberProperty("ignored", counts.ignored());
    json.writeNumberProperty("vanished", counts.of(FileState.VANISHED));
    json.writeNumberProperty("elapsed_seconds", report.elapsed().toMillis() / 1000.0);
    json.writeBooleanProperty("success", report.success() && !interrupted);
    json.writeEndObject();
  }

  private static void write(FileFailure failure, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("path", failure.path().display());
    json.writeStringProperty("state", failure.state().word());
    json.writeStringProperty("reason", failure.reason());
    json.writeEndObject();
  }
}
