package io.sluice.cli;

import io.sluice.app.Difference;
import io.sluice.app.Differences;
import io.sluice.app.VerifyReport;
import io.sluice.app.VerifyResult;
import io.sluice.file.AbsolutePath;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** The result of {@code verify} as one JSON object. Field names are a contract. */
final class VerifyJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private VerifyJson() {}

  static void write(VerifyResult result, Writer out) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeName("folders");
      json.writeStartArray();
      result.folders().forEach(folder -> write(folder, json));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(VerifyReport report, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("folder", AbsolutePath.text(report.folder()));
    json.writeStringProperty("target", report.target());
    json.writeStringProperty("dataset_name", report.dataset());
    json.writeNumberProperty("checked", report.checked());
    write("missing", report.missing(), json);
    write("different", report.different(), json);
    write("extra", report.extra(), json);
    write("changed", report.changed(), json);
    write("not_uploaded", report.notUploaded(), json);
    json.writeNumberProperty("repaired", report.repaired());
    report.trouble().ifPresent(trouble -> json.writeStringProperty("error", trouble.reason()));
    json.writeNumberProperty("elapsed_seconds", report.elapsed().toMillis() / 1000.0);
    json.writeBooleanProperty("success", report.success());
    json.writeEndObject();
  }

  /** A list is cut at a length; {@code <name>_total} says how many there are. */
  private static void write(String name, Differences differences, JsonGenerator json) {
    json.writeName(name);
    json.writeStartArray();
    for (Difference difference : differences.first()) {
      json.writeStartObject();
      if (!difference.path().isEmpty()) {
        json.writeStringProperty("path", difference.path());
      }
      if (!difference.remotePath().isEmpty()) {
        json.writeStringProperty("remote_path", difference.remotePath());
      }
      json.writeStringProperty("reason", difference.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty(name + "_total", differences.total());
  }
}
