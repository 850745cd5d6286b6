package io.sluice.target.pictograph;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sluice.item.RemoteName;
import java.util.List;

/** Wire: what {@code images/upload-url} is asked. */
record UploadUrlRequest(String dataset, @JsonUnwrapped Image image) {
  /** Wire: an image to be uploaded. */
  record Image(String filename, String directoryPath, String contentType) {
    static Image of(RemoteName name, String contentType) {
      return new Image(name.fileName(), name.directory(), contentType);
    }
  }

  /** Wire: what {@code images/bulk-upload-url} is asked. */
  record Group(String dataset, List<Image> images) {}
}
