package io.sluice.status;

import io.sluice.file.AbsolutePath;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.report.FileFailure;
import io.sluice.report.FolderSnapshot;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the control server says, as JSON. Field names of the status are a contract. Pure. */
final class StatusJson {
  /** A page of failures ends at this length, so that no reader needs more than twice of it. */
  private static final int LONGEST_PAGE_CHARS = 400_000;

  private static final JsonFactory FACTORY = new JsonFactory();

  private StatusJson() {}

  /**
   * @param whole whether the targets' troubles are told too, which others need not know
   */
  static String status(DaemonStatus status, boolean whole) {
    return object(
        json -> {
          json.writeStringProperty("state", status.state().word());
          json.writeStringProperty("version", status.version());
          json.writeName("folders");
          json.writeStartArray();
          for (FolderStatus folder : status.folders()) {
            json.writeStartObject();
            folder(folder, json);
            json.writeEndObject();
          }
          json.writeEndArray();
          targets(status.targets(), whole, json);
        });
  }

  static String health(String state) {
    return object(json -> json.writeStringProperty("status", state));
  }

  static String accepted(List<String> folders, long request) {
    return object(
        json -> {
          strings("accepted", folders, json);
          json.writeNumberProperty("request", request);
        });
  }

  static String queued(String folder, int files) {
    return object(
        json -> {
          json.writeStringProperty("folder", folder);
          json.writeNumberProperty("queued", files);
        });
  }

  static String error(String message, List<String> known) {
    return object(
        json -> {
          json.writeStringProperty("error", message);
          if (!known.isEmpty()) {
            strings("known", known, json);
          }
        });
  }

  static String progress(RequestProgress progress) {
    return object(
        json -> {
          json.writeNumberProperty("request", progress.request());
          json.writeBooleanProperty("done", progress.isDone());
          if (progress.standstill().isPresent()) {
            json.writeStringProperty("standstill", progress.standstill().get());
          }
          json.writeName("folders");
          json.writeStartArray();
          progress.folders().forEach(folder -> progress(folder, json));
          json.writeEndArray();
          targets(progress.targets(), true, json);
        });
  }

  /** As many of the failures as fit, and where to go on. */
  static String failures(String folder, List<FileFailure> page) {
    return object(
        json -> {
          json.writeStringProperty("folder", folder);
          json.writeName("failures");
          json.writeStartArray();
          Optional<RelativePath> next = Optional.empty();
          int chars = 0;
          for (FileFailure failure : page) {
            if (chars > LONGEST_PAGE_CHARS) {
              break;
            }
            chars += failure(failure, json);
            next = Optional.of(failure.path());
          }
          json.writeEndArray();
          text("next", next.map(RelativePath::encoded), json);
        });
  }

  private static int failure(FileFailure failure, JsonGenerator json) {
    String shown = failure.path().display();
    json.writeStartObject();
    json.writeStringProperty("path", shown);
    json.writeStringProperty("encoded", failure.path().encoded());
    json.writeStringProperty("state", failure.state().word());
    json.writeStringProperty("reason", failure.reason());
    json.writeEndObject();
    return 100 + shown.length() + failure.path().encoded().length() + failure.reason().length();
  }

  private static void progress(FolderProgress progress, JsonGenerator json) {
    json.writeStartObject();
    folder(progress.folder(), json);
    json.writeBooleanProperty("scanned", progress.scanned());
    json.writeBooleanProperty("done", progress.done());
    text("lost", progress.lost(), json);
    text("dataset_failure", progress.datasetFailure(), json);
    json.writeNumberProperty("settling", progress.settling());
    json.writeName("since");
    json.writeStartObject();
    json.writeNumberProperty("uploaded", progress.since().uploaded());
    json.writeNumberProperty("bytes_uploaded", progress.since().bytesUploaded());
    json.writeNumberProperty("vanished", progress.since().vanished());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void folder(FolderStatus folder, JsonGenerator json) {
    FolderSnapshot now = folder.now();
    json.writeStringProperty("path", AbsolutePath.text(folder.path()));
    json.writeStringProperty("name", now.name());
    json.writeStringProperty("target", now.target());
    json.writeStringProperty("dataset", folder.dataset());
    json.writeStringProperty("state", now.state().word());
    json.writeNumberProperty("seen", now.counts().seen());
    for (FileState state : FileState.values()) {
      if (state != FileState.VANISHED) {
        json.writeNumberProperty(state.word(), now.counts().of(state));
      }
    }
    json.writeNumberProperty("ignored", now.ignored());
    json.writeNumberProperty("vanished", now.counts().of(FileState.VANISHED));
    json.writeNumberProperty("bytes_uploaded", now.counts().bytesUploaded());
    json.writeNumberProperty("oldest_pending_seconds", oldestPendingSeconds(now));
    text("last_scan", folder.lastScan().map(Instant::toString), json);
    strings("notes", now.notes(), json);
    json.writeNumberProperty("processing", now.counts().processing());
  }

  private static long oldestPendingSeconds(FolderSnapshot now) {
    Instant since = now.counts().oldestPending().orElse(now.at());
    return Math.max(0, Duration.between(since, now.at()).toSeconds());
  }

  private static void targets(List<TargetStatus> targets, boolean whole, JsonGenerator json) {
    json.writeName("targets");
    json.writeStartArray();
    for (TargetStatus target : targets) {
      json.writeStartObject();
      json.writeStringProperty("name", target.name());
      json.writeStringProperty("type", target.type());
      json.writeStringProperty("state", target.health().word());
      text("retry_at", target.retryAt().map(Instant::toString), json);
      json.writeNumberProperty("in_flight", target.inFlight());
      if (whole) {
        json.writeStringProperty("reason", target.reason());
        text("parked_since", target.parkedSince().map(Instant::toString), json);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void strings(String name, List<String> values, JsonGenerator json) {
    json.writeName(name);
    json.writeStartArray();
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void text(String name, Optional<String> value, JsonGenerator json) {
    json.writeName(name);
    if (value.isPresent()) {
      json.writeString(value.get());
    } else {
      json.writeNull();
    }
  }

  private static String object(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      content.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
