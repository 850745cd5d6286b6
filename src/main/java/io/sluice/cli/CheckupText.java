package io.sluice.cli;

import io.sluice.app.Checkup;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Prints results of {@code check}: a line each as they come, or all as one JSON object. */
final class CheckupText {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final PrintWriter out;
  private final boolean json;
  private final boolean colored;
  private final List<Checkup> all = new ArrayList<>();

  CheckupText(PrintWriter out, boolean json, boolean colored) {
    this.out = out;
    this.json = json;
    this.colored = colored;
  }

  void add(Checkup checkup) {
    all.add(checkup);
    if (!json) {
      out.println(line(checkup));
      out.flush();
    }
  }

  /** All that were added, in their order. */
  List<Checkup> all() {
    return all;
  }

  private String line(Checkup checkup) {
    String advice = checkup.advice().isEmpty() ? "" : "; " + checkup.advice();
    return status(checkup.status()) + checkup.subject() + ": " + checkup.detail() + advice;
  }

  private String status(Checkup.Status status) {
    String padded = String.format(Locale.ROOT, "%-6s", status);
    if (!colored) {
      return padded;
    }
    String color =
        switch (status) {
          case OK -> "32";
          case WARN -> "33";
          case FAIL -> "31";
        };
    return "\u001b[" + color + "m" + padded + "\u001b[0m";
  }

  /** Says how it went as a whole. */
  void finish() {
    if (json) {
      printJson();
    } else {
      out.printf(
          Locale.ROOT,
          "%d OK, %d WARN, %d FAIL%n",
          count(Checkup.Status.OK),
          count(Checkup.Status.WARN),
          count(Checkup.Status.FAIL));
    }
    out.flush();
  }

  private long count(Checkup.Status status) {
    return all.stream().filter(checkup -> checkup.status() == status).count();
  }

  private void printJson() {
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      generator.writeStartObject();
      generator.writeBooleanProperty("ok", count(Checkup.Status.FAIL) == 0);
      generator.writeName("checks");
      generator.writeStartArray();
      all.forEach(checkup -> write(checkup, generator));
      generator.writeEndArray();
      generator.writeEndObject();
    }
    out.println();
  }

  private static void write(Checkup checkup, JsonGenerator generator) {
    generator.writeStartObject();
    generator.writeStringProperty("status", checkup.status().name());
    generator.writeStringProperty("subject", checkup.subject());
    generator.writeStringProperty("detail", checkup.detail());
    generator.writeStringProperty("advice", checkup.advice());
    generator.writeEndObject();
  }
}
