package io.sluice.target.clarifai;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds of files that the platform takes, told by the extension of the name. */
enum MediaKind {
  IMAGE("image", 20_000_000),
  /** One for each request. */
  VIDEO("video", MediaKind.LARGEST_REQUEST_FILES),
  AUDIO("audio", 20_000_000);

  /** What fits into a request in base64, with room for all that stands around it. */
  static final long LARGEST_REQUEST_FILES = 88_000_000;

  private static final Map<String, MediaKind> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("jpg", IMAGE),
          Map.entry("jpeg", IMAGE),
          Map.entry("png", IMAGE),
          Map.entry("tif", IMAGE),
          Map.entry("tiff", IMAGE),
          Map.entry("bmp", IMAGE),
          Map.entry("webp", IMAGE),
          Map.entry("gif", IMAGE),
          Map.entry("avi", VIDEO),
          Map.entry("mp4", VIDEO),
          Map.entry("wmv", VIDEO),
          Map.entry("mov", VIDEO),
          Map.entry("3gp", VIDEO),
          Map.entry("wav", AUDIO),
          Map.entry("mp3", AUDIO));

  private final String field;
  private final long largestBytes;

  MediaKind(String field, long largestBytes) {
    this.field = field;
    this.largestBytes = largestBytes;
  }

  /** The kind of a file of that name; empty for one that the platform does not take. */
  static Optional<MediaKind> of(String fileName) {
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(BY_EXTENSION.get(extension));
  }

  /** Wire: the field of an input's data that holds it. */
  String field() {
    return field;
  }

  /** The largest file of this kind. */
  long largestBytes() {
    return largestBytes;
  }
}
