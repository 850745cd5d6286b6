package io.sluice.target.pictograph;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The image types that the platform takes, by the extension of the name. */
final class ContentTypes {
  private static final Map<String, String> BY_EXTENSION =
      Map.of(
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png",
          "webp", "image/webp",
          "bmp", "image/bmp",
          "tif", "image/tiff",
          "tiff", "image/tiff",
          "gif", "image/gif",
          "heic", "image/heic",
          "heif", "image/heif");

  private ContentTypes() {}

  /** The content type of a file of that name; empty for one that the platform does not take. */
  static Optional<String> of(String fileName) {
    return Optional.ofNullable(BY_EXTENSION.get(extension(fileName)));
  }

  /** Whether the platform makes something else of the file, so that sizes cannot be compared. */
  static boolean isConverted(String fileName) {
    String extension = extension(fileName);
    return extension.equals("heic") || extension.equals("heif");
  }

  private static String extension(String fileName) {
    return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
