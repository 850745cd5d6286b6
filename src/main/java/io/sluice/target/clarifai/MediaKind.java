package io.sluice.target.clarifai;

import com.google.common.collect.ImmutableSet;
import io.sluice.annotation.InputDetails;
import io.sluice.annotation.Region;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kinds of files that the platform takes, told by the extension of the name. */
public enum MediaKind {
  /** Pictures, in base64. */
  IMAGE("image", 20_000_000, "jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp", "gif"),
  /** Texts, as such; in UTF-8. */
  TEXT("text", 20_000_000, "txt", "md", "csv", "tsv"),
  /** Videos, in base64, one for each request. */
  VIDEO("video", MediaKind.LARGEST_REQUEST_FILES, "mp4", "mov", "avi", "wmv", "3gp"),
  /** Sounds, in base64. */
  AUDIO("audio", 20_000_000, "wav", "mp3", "flac", "m4a", "ogg");

  /** What fits into a request in base64, with room for all that stands around it. */
  static final long LARGEST_REQUEST_FILES = 88_000_000;

  private final String field;
  private final long largestBytes;
  private final ImmutableSet<String> extensions;

  MediaKind(String field, long largestBytes, String... extensions) {
    this.field = field;
    this.largestBytes = largestBytes;
    this.extensions = ImmutableSet.copyOf(extensions);
  }

  /** The kind of a file of that name; empty for one that the platform does not take. */
  static Optional<MediaKind> of(String fileName) {
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(k -> k.extensions.contains(extension)).findFirst();
  }

  /** Why what is said of a file cannot be said of one of this kind; empty where it can. */
  Optional<String> unfit(InputDetails details) {
    for (int i = 0; i < details.annotations().size(); i++) {
      Region region = details.annotations().get(i).region();
      if (!has(region)) {
        return Optional.of("annotations[%d]: %s has no %s".formatted(i, field, word(region)));
      }
    }
    return Optional.empty();
  }

  private boolean has(Region region) {
    if (this == IMAGE) {
      return region instanceof Region.Box || region instanceof Region.Polygon;
    }
    if (this == VIDEO) {
      return region instanceof Region.FrameBox;
    }
    return this != AUDIO && region instanceof Region.Span;
  }

  private static String word(Region region) {
    if (region instanceof Region.FrameBox) {
      return "frame";
    }
    if (region instanceof Region.Span) {
      return "span";
    }
    return region instanceof Region.Polygon ? "polygon" : "box by itself";
  }

  /** Wire: the field of an input's data that holds it. */
  String field() {
    return field;
  }

  /** The extensions of its files, in lower case and without a dot. */
  public Set<String> extensions() {
    return extensions;
  }

  /** The largest file of this kind, in bytes. */
  public long largestBytes() {
    return largestBytes;
  }
}
