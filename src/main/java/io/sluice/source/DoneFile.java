package io.sluice.source;

import io.sluice.file.RelativePath;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The marker that a producer writes beside a file when that file is complete.
 *
 * <p>{@code {name}} stands for the file's name and {@code {stem}} for the name without its
 * extension: {@code {name}.done} marks {@code a.jpg} with {@code a.jpg.done}. Without either the
 * name is the same for all files of a directory.
 */
final class DoneFile {
  /** Characters that stand for themselves in a percent-encoded path. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~@+=,-]*");

  private enum Kind {
    PER_NAME("{name}"),
    PER_STEM("{stem}"),
    PER_DIRECTORY("");

    private final String placeholder;

    Kind(String placeholder) {
      this.placeholder = placeholder;
    }
  }

  private final Kind kind;
  private final String prefix;
  private final String suffix;

  private DoneFile(Kind kind, String prefix, String suffix) {
    this.kind = kind;
    this.prefix = prefix;
    this.suffix = suffix;
  }

  /**
   * Reads {@code template}; empty for no done-file.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static Optional<DoneFile> parse(String template) {
    if (template.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = kindOf(template);
    int at = template.indexOf(kind.placeholder);
    String prefix = kind == Kind.PER_DIRECTORY ? template : template.substring(0, at);
    String suffix =
        kind == Kind.PER_DIRECTORY ? "" : template.substring(at + kind.placeholder.length());
    boolean plain = PLAIN.matcher(prefix).matches() && PLAIN.matcher(suffix).matches();
    if (!plain || (prefix + suffix).matches("|\\.|\\.\\.")) {
      throw new IllegalArgumentException(
          "done-file '"
              + template
              + "': a file name of letters, digits and ._~@+=,- with {name} or {stem} at most once");
    }
    return Optional.of(new DoneFile(kind, prefix, suffix));
  }

  private static Kind kindOf(String template) {
    if (template.contains(Kind.PER_NAME.placeholder)) {
      return Kind.PER_NAME;
    }
    return template.contains(Kind.PER_STEM.placeholder) ? Kind.PER_STEM : Kind.PER_DIRECTORY;
  }

  /** Whether {@code path} is named like a marker. */
  boolean isMarker(RelativePath path) {
    String name = path.fileName().encoded();
    if (kind == Kind.PER_DIRECTORY) {
      return name.equals(prefix);
    }
    return name.length() > prefix.length() + suffix.length()
        && name.startsWith(prefix)
        && name.endsWith(suffix);
  }

  /** Where the marker of {@code file} is. */
  RelativePath markerOf(RelativePath file) {
    String name = file.fileName().encoded();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return switch (kind) {
      case PER_NAME -> sibling(file, prefix + name + suffix);
      case PER_STEM -> sibling(file, prefix + stem + suffix);
      case PER_DIRECTORY -> sibling(file, prefix);
    };
  }

  /** The one file that {@code marker} marks; empty when it may be any file of its directory. */
  Optional<RelativePath> fileOf(RelativePath marker) {
    if (kind != Kind.PER_NAME || !isMarker(marker)) {
      return Optional.empty();
    }
    String name = marker.fileName().encoded();
    return Optional.of(
        sibling(marker, name.substring(prefix.length(), name.length() - suffix.length())));
  }

  private static RelativePath sibling(RelativePath path, String encodedName) {
    String parent = path.parent().encoded();
    return new RelativePath(parent.isEmpty() ? encodedName : parent + "/" + encodedName);
  }
}
