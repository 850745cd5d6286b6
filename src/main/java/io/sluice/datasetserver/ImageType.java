package io.sluice.datasetserver;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of image that the server takes, told by extension and content type. */
enum ImageType {
  JPEG(true, ImmutableList.of("jpg", "jpeg"), ImmutableList.of("image/jpeg", "image/jpg")),
  PNG(true, ImmutableList.of("png"), ImmutableList.of("image/png")),
  WEBP(true, ImmutableList.of("webp"), ImmutableList.of("image/webp")),
  BMP(true, ImmutableList.of("bmp"), ImmutableList.of("image/bmp", "image/x-ms-bmp")),
  TIFF(false, ImmutableList.of("tif", "tiff"), ImmutableList.of("image/tiff")),
  GIF(true, ImmutableList.of("gif"), ImmutableList.of("image/gif")),
  HEIC(false, ImmutableList.of("heic"), ImmutableList.of("image/heic", "image/heif"));

  private final boolean shownByBrowsers;
  private final ImmutableList<String> extensions;
  private final ImmutableList<String> contentTypes;

  ImageType(
      boolean shownByBrowsers,
      ImmutableList<String> extensions,
      ImmutableList<String> contentTypes) {
    this.shownByBrowsers = shownByBrowsers;
    this.extensions = extensions;
    this.contentTypes = contentTypes;
  }

  /** The type that a file name's extension says, in any letter case. */
  static Optional<ImageType> ofFilename(String filename) {
    String extension = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return filename.lastIndexOf('.') < 0
        ? Optional.empty()
        : Arrays.stream(values()).filter(t -> t.extensions.contains(extension)).findFirst();
  }

  /** The type of a recorded content type. */
  static Optional<ImageType> ofContentType(String contentType) {
    return Arrays.stream(values()).filter(t -> t.agreesWith(contentType)).findFirst();
  }

  boolean agreesWith(String contentType) {
    return contentTypes.contains(contentType.toLowerCase(Locale.ROOT));
  }

  /** The type as records and served images carry it. */
  String contentType() {
    return contentTypes.get(0);
  }

  /** Whether every current browser can show it. */
  boolean shownByBrowsers() {
    return shownByBrowsers;
  }
}
