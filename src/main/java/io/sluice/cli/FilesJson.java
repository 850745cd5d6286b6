package io.sluice.cli;

import io.sluice.app.FileOverview;
import io.sluice.app.InventoryFolder;
import io.sluice.file.AbsolutePath;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Lists and explains files as one JSON object, written as a stream. Field names are a contract. */
final class FilesJson implements FilesOutput {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final PrintWriter out;
  private final JsonGenerator json;

  FilesJson(PrintWriter out) {
    this.out = out;
    this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  @Override
  public void begin() {
    json.writeStartObject();
    json.writeName("folders");
    json.writeStartArray();
  }

  @Override
  public void folder(InventoryFolder folder) {
    json.writeStartObject();
    head(folder);
    folder.counts().forEach((state, files) -> json.writeNumberProperty(state.word(), files));
    json.writeName("files");
    json.writeStartArray();
  }

  private void head(InventoryFolder folder) {
    json.writeStringProperty("folder", AbsolutePath.text(folder.root()));
    json.writeStringProperty("target", folder.target());
    json.writeStringProperty("dataset_name", folder.dataset());
  }

  @Override
  public void file(FileOverview file) {
    json.writeStartObject();
    json.writeStringProperty("path", file.path().display());
    details(file);
    json.writeEndObject();
  }

  private void details(FileOverview file) {
    json.writeStringProperty("state", file.state().word());
    json.writeStringProperty("phase", file.phase());
    json.writeStringProperty("reason", file.reason());
    json.writeNumberProperty("attempts", file.attempts());
    file.nextTry().ifPresent(at -> json.writeStringProperty("next_try", at.toString()));
    json.writeNumberProperty("size", file.sizeBytes());
    json.writeStringProperty("modified", file.modifiedAt().toString());
    json.writeBooleanProperty("gone", file.gone());
    file.sha256().ifPresent(digest -> json.writeStringProperty("sha256", digest.hex()));
    text("remote_path", file.remotePath());
    if (!file.earlierPaths().isEmpty()) {
      json.writeName("earlier_remote_paths");
      json.writeStartArray();
      file.earlierPaths().forEach(json::writeString);
      json.writeEndArray();
    }
    text("remote_id", file.remoteId());
    json.writeNumberProperty("status", file.status());
    json.writeStringProperty("lane", file.live() ? "live" : "backlog");
    file.pendingSince().ifPresent(at -> json.writeStringProperty("pending_since", at.toString()));
  }

  private void text(String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  @Override
  public void endOfFolder() {
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public void explained(List<FilesCommand.Explained> files) {
    json.writeEndArray();
    json.writeName("files");
    json.writeStartArray();
    for (FilesCommand.Explained file : files) {
      json.writeStartObject();
      head(file.folder());
      json.writeStringProperty("path", file.path().display());
      json.writeBooleanProperty("known", file.known().isPresent());
      if (file.known().isPresent()) {
        details(file.known().get());
        json.writeStringProperty("advice", file.known().get().advice());
      } else {
        json.writeStringProperty("reason", file.unknownWords());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  @Override
  public void end() {
    json.writeEndObject();
    json.close();
    out.println();
    out.flush();
  }
}
