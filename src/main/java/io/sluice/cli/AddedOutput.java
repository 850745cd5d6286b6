package io.sluice.cli;

import io.sluice.app.AddedEntry;
import io.sluice.app.DatasetAdd;
import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** What {@code dataset add} prints: each id as soon as it is known, then how many there were. */
interface AddedOutput {
  /** Nothing was asked yet. */
  void begin(boolean dryRun);

  void entry(AddedEntry entry);

  void end(DatasetAdd.Outcome outcome);

  /**
   * Output for {@code out}, which stays open.
   *
   * @param json whether it is one JSON object, with field names that are a contract
   */
  static AddedOutput to(PrintWriter out, boolean json, String target, String dataset) {
    return json ? new Json(out, target, dataset) : new Text(out, target, dataset);
  }

  /** For people. */
  final class Text implements AddedOutput {
    private final PrintWriter out;
    private final String target;
    private final String dataset;
    private boolean dryRun;

    private Text(PrintWriter out, String target, String dataset) {
      this.out = out;
      this.target = target;
      this.dataset = dataset;
    }

    @Override
    public void begin(boolean dry) {
      dryRun = dry;
    }

    @Override
    public void entry(AddedEntry entry) {
      String reason = entry.reason().isEmpty() ? "" : ": " + entry.reason();
      out.printf(Locale.ROOT, "%-7s %s%s%n", entry.result().word(), entry.id(), reason);
    }

    @Override
    public void end(DatasetAdd.Outcome outcome) {
      out.printf(
          Locale.ROOT,
          "%s/%s: %d added, %d already there, %d missing, %d failed%n",
          target,
          dataset,
          outcome.of(AddedEntry.Result.ADDED),
          outcome.of(AddedEntry.Result.ALREADY),
          outcome.of(AddedEntry.Result.MISSING),
          outcome.of(AddedEntry.Result.FAILED));
      if (dryRun) {
        out.println("Dry run: 'added' would be; nothing was changed.");
      }
      out.flush();
    }
  }

  /** For programs. */
  final class Json implements AddedOutput {
    private static final JsonFactory FACTORY =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final PrintWriter out;
    private final JsonGenerator json;
    private final String target;
    private final String dataset;

    private Json(PrintWriter out, String target, String dataset) {
      this.out = out;
      this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
      this.target = target;
      this.dataset = dataset;
    }

    @Override
    public void begin(boolean dryRun) {
      json.writeStartObject();
      json.writeStringProperty("target", target);
      json.writeStringProperty("dataset", dataset);
      json.writeBooleanProperty("dry_run", dryRun);
      json.writeName("results");
      json.writeStartArray();
    }

    @Override
    public void entry(AddedEntry entry) {
      json.writeStartObject();
      json.writeStringProperty("id", entry.id());
      json.writeStringProperty("result", entry.result().word());
      if (!entry.reason().isEmpty()) {
        json.writeStringProperty("reason", entry.reason());
      }
      json.writeEndObject();
    }

    @Override
    public void end(DatasetAdd.Outcome outcome) {
      json.writeEndArray();
      for (AddedEntry.Result result : AddedEntry.Result.values()) {
        json.writeNumberProperty(result.word(), outcome.of(result));
      }
      json.writeBooleanProperty("success", outcome.success());
      json.writeEndObject();
      json.close();
      out.println();
      out.flush();
    }
  }
}
