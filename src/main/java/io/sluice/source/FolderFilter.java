package io.sluice.source;

import io.sluice.file.RelativePath;
import io.sluice.source.Verdict.Ignored;
import io.sluice.source.Verdict.TooLarge;
import io.sluice.source.Verdict.Wanted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which files of a folder are wanted, by name and size alone. Immutable; touches no disk.
 *
 * <p>A file must match one include (or, without includes, have one of the extensions) and no
 * exclude, neither itself nor through a directory above it. Letter case does not matter.
 */
public final class FolderFilter {
  /**
   * What file managers, sync tools, browsers, editors and storage boxes leave beside the real
   * files. Hidden names cover {@code ._*}, {@code .~lock*}, {@code .DS_Store} and {@code *.swp} of
   * editors as well.
   */
  static final List<String> BUILT_IN_EXCLUDES =
      List.of(
          ".*",
          "*.tmp",
          "*.temp",
          "*.part",
          "*.partial",
          "*.filepart",
          "*.crdownload",
          "*.download",
          "*.swp",
          "~*",
          "*~",
          "4913",
          "@eaDir/",
          "#recycle/",
          "lost+found/",
          "$RECYCLE.BIN/",
          "System Volume Information/",
          "Thumbs.db",
          "desktop.ini");

  private static final List<GlobPattern> TEMPORARY = compile(BUILT_IN_EXCLUDES);

  private final List<GlobPattern> include;
  private final List<GlobPattern> exclude;
  private final Set<String> extensions;
  private final Set<String> beside;
  private final long minSizeBytes;
  private final long maxSizeBytes;
  private final Optional<DoneFile> doneFile;

  /**
   * @param include patterns, one of which a file must match; empty for {@code extensions}
   * @param exclude patterns in addition to the built-in ones
   * @param extensions lower-case, without a dot; used only without {@code include}
   * @param minSizeBytes smaller files are ignored; up to 1 ignores none
   * @param maxSizeBytes larger files are {@link TooLarge}; at least 1
   * @param doneFile name of the marker beside a complete file, with {@code {name}} or {@code
   *     {stem}} for the file's own name; empty for none
   * @throws IllegalArgumentException with the value and what is wrong with it
   */
  public FolderFilter(
      List<String> include,
      List<String> exclude,
      Set<String> extensions,
      long minSizeBytes,
      long maxSizeBytes,
      String doneFile) {
    this(include, exclude, extensions, Set.of(), minSizeBytes, maxSizeBytes, doneFile);
  }

  /**
   * A filter that takes what lies beside the files as well.
   *
   * @param beside extensions of files that are wanted unless they are excluded: neither includes
   *     nor limits of size are meant for them
   */
  public FolderFilter(
      List<String> include,
      List<String> exclude,
      Set<String> extensions,
      Set<String> beside,
      long minSizeBytes,
      long maxSizeBytes,
      String doneFile) {
    if (minSizeBytes < 0 || maxSizeBytes < Math.max(1, minSizeBytes)) {
      throw new IllegalArgumentException(
          "min-size " + minSizeBytes + " to max-size " + maxSizeBytes + " bytes is no range");
    }
    this.include = compile(include);
    this.exclude = compile(exclude);
    this.extensions = Set.copyOf(extensions);
    this.beside = Set.copyOf(beside);
    this.minSizeBytes = minSizeBytes;
    this.maxSizeBytes = maxSizeBytes;
    this.doneFile = DoneFile.parse(doneFile);
    checkNoMarker(doneFile);
  }

  /**
   * Names of files and directories that no folder wants, whatever its settings; {@code *} stands
   * for any characters, and letter case does not matter.
   */
  public static List<String> namesNeverWalked() {
    return BUILT_IN_EXCLUDES.stream()
        .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
        .toList();
  }

  /** What to do with the regular file {@code path} of {@code sizeBytes}. */
  public Verdict judge(RelativePath path, long sizeBytes) {
    return judge(path, FoldedPath.of(path), 0, sizeBytes);
  }

  /** As {@link #judge}, for an entry of a directory that is known to be walked. */
  Verdict judgeEntry(RelativePath path, long sizeBytes) {
    FoldedPath folded = FoldedPath.of(path);
    return judge(path, folded, folded.length() - 1, sizeBytes);
  }

  /** Whether anything below the directory {@code path} can be wanted, by the excludes. */
  public boolean walks(RelativePath path) {
    return walks(FoldedPath.of(path), 0);
  }

  /** As {@link #walks}, for an entry of a directory that is known to be walked. */
  boolean walksEntry(RelativePath path) {
    FoldedPath folded = FoldedPath.of(path);
    return walks(folded, folded.length() - 1);
  }

  Optional<DoneFile> doneFile() {
    return doneFile;
  }

  private boolean walks(FoldedPath directory, int from) {
    return !covered(TEMPORARY, directory, from, true) && !covered(exclude, directory, from, true);
  }

  private Verdict judge(RelativePath path, FoldedPath folded, int from, long sizeBytes) {
    if (doneFile.isPresent() && doneFile.get().isMarker(path)) {
      return new Ignored(IgnoreReason.DONE_FILE);
    }
    if (covered(TEMPORARY, folded, from, false)) {
      return new Ignored(IgnoreReason.TEMPORARY);
    }
    if (covered(exclude, folded, from, false)) {
      return new Ignored(IgnoreReason.EXCLUDED);
    }
    if (hasExtension(path.fileName().encoded(), beside)) {
      return new Wanted();
    }
    if (include.isEmpty() && !hasExtension(path.fileName().encoded(), extensions)) {
      return new Ignored(IgnoreReason.EXTENSION);
    }
    if (!include.isEmpty() && !covered(include, folded, 0, false)) {
      return new Ignored(IgnoreReason.NOT_INCLUDED);
    }
    return judgeSize(sizeBytes);
  }

  /** The default of 1 byte ignores nothing: an empty file may be one that is still written. */
  private Verdict judgeSize(long sizeBytes) {
    if (minSizeBytes > 1 && sizeBytes < minSizeBytes) {
      return new Ignored(IgnoreReason.TOO_SMALL);
    }
    return sizeBytes > maxSizeBytes ? new TooLarge(maxSizeBytes) : new Wanted();
  }

  private void checkNoMarker(String template) {
    if (doneFile.isPresent() && extensions.contains(extension(template))) {
      throw new IllegalArgumentException(
          "done-file '" + template + "': has the extension of a file that would be uploaded");
    }
  }

  private static boolean covered(
      List<GlobPattern> patterns, FoldedPath path, int from, boolean directory) {
    for (GlobPattern pattern : patterns) {
      if (pattern.covers(path, from, directory)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether {@code name} ends in one of {@code extensions}, which may be of two parts ({@code
   * nii.gz}).
   */
  public static boolean hasExtension(String name, Set<String> extensions) {
    String last = extension(name);
    if (extensions.contains(last)) {
      return true;
    }
    String stem = name.substring(0, Math.max(0, name.length() - last.length() - 1));
    return !last.isEmpty() && extensions.contains(extension(stem) + "." + last);
  }

  /** Lower-case, without the dot; empty when there is none. Extensions are ASCII. */
  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static List<GlobPattern> compile(List<String> patterns) {
    return patterns.stream().map(GlobPattern::parse).toList();
  }
}
