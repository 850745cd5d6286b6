package io.sluice.datasetserver;

import java.util.Optional;

/**
 * What a client says of an image it wants to upload or register, checked and in the form kept.
 *
 * @param directory {@code /} or {@code /a/b}
 * @param filename sanitised
 * @param contentType as sent
 */
record NewImage(String directory, String filename, String contentType) {
  static final String TYPE_RULE =
      "the file name's extension must be jpg, jpeg, png, webp, bmp, tif, tiff, gif or heic, and"
          + " content_type must agree with it";

  /** Reads the fields; faults are noted in {@code fields}, which the caller checks. */
  static NewImage read(JsonFields fields) {
    Optional<String> filename = Filename.sanitise(fields.text("filename"));
    if (filename.isEmpty()) {
      fields.fault("filename", "leaves no usable name, or one longer than 255 bytes");
    }
    Optional<String> directory = DirectoryPath.parse(fields.text("directory_path"));
    if (directory.isEmpty()) {
      fields.fault("directory_path", DirectoryPath.RULE);
    }
    return new NewImage(directory.orElse("/"), filename.orElse("-"), fields.text("content_type"));
  }

  /** The type that extension and content type agree on, if they do. */
  Optional<ImageType> type() {
    return ImageType.ofFilename(filename).filter(type -> type.agreesWith(contentType));
  }

  /** As {@link #type}, refused with 415 where they do not agree. */
  ImageType requireType() {
    return type().orElseThrow(() -> new Problem(415, "unsupported_media_type", TYPE_RULE));
  }

  RemotePath path(Dataset in) {
    return new RemotePath(in.id(), directory, filename);
  }
}
