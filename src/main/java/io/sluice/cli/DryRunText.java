package io.sluice.cli;

import io.sluice.app.DryRun;
import io.sluice.app.DryRunReport;
import io.sluice.app.StartException;
import io.sluice.file.AbsolutePath;
import io.sluice.file.DisplayText;
import io.sluice.report.FileFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Runs and prints a dry run. */
final class DryRunText {
  private static final int SHOWN = 50;
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private DryRunText() {}

  static int rehearse(Selection selection, boolean json, PrintWriter out)
      throws StartException, InterruptedException, IOException {
    return rehearse(
        DryRun.open(selection.config(), selection.folders()),
        "; preserve-folders: true keeps each directory apart",
        json,
        out);
  }

  /**
   * Runs and prints it, and closes it.
   *
   * @param advice on files that come to one name; empty where each of them has it
   */
  static int rehearse(DryRun opened, String advice, boolean json, PrintWriter out)
      throws StartException, InterruptedException, IOException {
    try (DryRun run = opened) {
      return print(run.run(), advice, json, out);
    }
  }

  /** Prints what was found out. */
  static int print(List<DryRunReport> reports, boolean json, PrintWriter out) {
    return print(reports, "", json, out);
  }

  private static int print(
      List<DryRunReport> reports, String advice, boolean json, PrintWriter out) {
    if (json) {
      printJson(reports, out);
    } else {
      reports.forEach(report -> print(report, advice, out));
      out.println("Dry run: no request was sent and nothing was written.");
    }
    out.flush();
    return ExitCode.OK.number();
  }

  private static void print(DryRunReport report, String advice, PrintWriter out) {
    out.println(
        report.name()
            + " -> "
            + report.target()
            + "/"
            + report.dataset()
            + ": would upload "
            + report.upload()
            + " files ("
            + ByteText.of(report.uploadBytes())
            + "); "
            + report.known()
            + " known, "
            + report.ignored()
            + " ignored, "
            + report.undone()
            + " would be left undone");
    report.renamings().stream().limit(SHOWN).forEach(renaming -> print(renaming, out));
    if (report.renamed() > SHOWN) {
      out.println("  ... and " + (report.renamed() - SHOWN) + " more under other names");
    }
    report.problems().stream().limit(SHOWN).forEach(problem -> print(problem, out));
    if (report.undone() > SHOWN) {
      out.println("  ... and " + (report.undone() - SHOWN) + " more");
    }
    if (report.collisions() > 0) {
      String files = report.collisions() == 1 ? " file" : " files";
      out.println(
          "  " + report.collisions() + files + " would have the name of another one" + advice);
    }
  }

  private static void print(DryRunReport.Renaming renaming, PrintWriter out) {
    out.println(
        "  upload "
            + renaming.path().display()
            + " as "
            + DisplayText.of(renaming.name())
            + ": its own name is taken");
  }

  private static void print(FileFailure problem, PrintWriter out) {
    out.println("  " + problem.state().word() + " " + problem.path() + ": " + problem.reason());
  }

  private static void printJson(List<DryRunReport> reports, PrintWriter out) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeBooleanProperty("dry_run", true);
      json.writeName("folders");
      json.writeStartArray();
      reports.forEach(report -> write(report, json));
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  private static void write(DryRunReport report, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("folder", AbsolutePath.text(report.folder()));
    json.writeStringProperty("target", report.target());
    json.writeStringProperty("dataset_name", report.dataset());
    json.writeNumberProperty("would_upload", report.upload());
    json.writeNumberProperty("would_upload_bytes", report.uploadBytes());
    json.writeNumberProperty("known", report.known());
    json.writeNumberProperty("ignored", report.ignored());
    json.writeNumberProperty("undone", report.undone());
    json.writeNumberProperty("collisions", report.collisions());
    json.writeNumberProperty("renamed", report.renamed());
    json.writeName("renamings");
    json.writeStartArray();
    for (DryRunReport.Renaming renaming : report.renamings()) {
      json.writeStartObject();
      json.writeStringProperty("path", renaming.path().display());
      json.writeStringProperty("name", DisplayText.of(renaming.name()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeName("problems");
    json.writeStartArray();
    for (FileFailure problem : report.problems()) {
      json.writeStartObject();
      json.writeStringProperty("path", problem.path().display());
      json.writeStringProperty("state", problem.state().word());
      json.writeStringProperty("reason", problem.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
