package io.sluice.source;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A gitignore-style glob that ignores letter case.
 *
 * <p>Without a slash (other than a trailing one) it matches a name in any directory; with one it
 * starts at the folder. {@code **} between slashes is any number of directories, none too. A
 * trailing slash matches directories alone. What matches a directory covers everything below it.
 * Unlike in a gitignore file, {@code #} is an ordinary character and {@code !} is refused.
 *
 * <p>Matching is one pass over the path, keeping the set of pattern positions that are reachable:
 * linear in the path, whatever the pattern.
 */
final class GlobPattern {
  /** One bit of a {@code long} each, and one for the end. */
  private static final int MAX_SEGMENTS = 60;

  /** Stands for {@code **}; compared by identity. */
  private static final SegmentGlob ANY_DIRECTORIES = SegmentGlob.everything();

  private final SegmentGlob[] segments;
  private final boolean directoriesOnly;
  private final boolean nameOnly;

  private GlobPattern(List<SegmentGlob> segments, boolean directoriesOnly) {
    this.segments = segments.toArray(SegmentGlob[]::new);
    this.directoriesOnly = directoriesOnly;
    this.nameOnly = this.segments.length == 2 && this.segments[0] == ANY_DIRECTORIES;
  }

  /**
   * @throws IllegalArgumentException with the pattern and what is wrong with it
   */
  static GlobPattern parse(String pattern) {
    try {
      return compile(Normalizer.normalize(pattern, Normalizer.Form.NFC));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("pattern '" + pattern + "': " + e.getMessage(), e);
    }
  }

  private static GlobPattern compile(String pattern) {
    if (pattern.startsWith("!")) {
      throw new IllegalArgumentException("negation with ! is not supported (\\! for a name)");
    }
    boolean directoriesOnly = pattern.endsWith("/");
    String body = directoriesOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
    boolean anchored = body.indexOf('/') >= 0;
    String[] texts = (body.startsWith("/") ? body.substring(1) : body).split("/", -1);
    if (texts.length > MAX_SEGMENTS) {
      throw new IllegalArgumentException("more than " + MAX_SEGMENTS + " directories");
    }
    return new GlobPattern(segments(texts, anchored), directoriesOnly);
  }

  private static List<SegmentGlob> segments(String[] texts, boolean anchored) {
    List<SegmentGlob> segments = new ArrayList<>();
    if (!anchored) {
      segments.add(ANY_DIRECTORIES);
    }
    for (String text : texts) {
      if (text.isEmpty() || text.equals(".") || text.equals("..")) {
        throw new IllegalArgumentException("matches nothing: a segment is empty, . or ..");
      }
      segments.add(text.equals("**") ? ANY_DIRECTORIES : SegmentGlob.parse(text));
    }
    if (texts[texts.length - 1].equals("**")) {
      // Everything below, but not the directory itself.
      segments.add(SegmentGlob.everything());
    }
    return segments;
  }

  /**
   * Whether {@code path} or a directory above it matches.
   *
   * @param from index of the first segment that may be the match; directories above are known not
   *     to match
   * @param directory whether the path itself is a directory
   */
  boolean covers(FoldedPath path, int from, boolean directory) {
    if (nameOnly) {
      return coversName(path, from, directory);
    }
    long end = 1L << segments.length;
    long reachable = skipAnyDirectories(1L);
    for (int i = 0; i < path.length() && reachable != 0; i++) {
      reachable = skipAnyDirectories(step(reachable, path.segment(i)));
      boolean isDirectory = directory || i < path.length() - 1;
      if (i >= from && (reachable & end) != 0 && (isDirectory || !directoriesOnly)) {
        return true;
      }
    }
    return false;
  }

  /** The common case, without a look at the directories that are known not to match. */
  private boolean coversName(FoldedPath path, int from, boolean directory) {
    for (int i = from; i < path.length(); i++) {
      boolean isDirectory = directory || i < path.length() - 1;
      if ((isDirectory || !directoriesOnly) && segments[1].matches(path.segment(i))) {
        return true;
      }
    }
    return false;
  }

  private long step(long reachable, int[] name) {
    long next = 0;
    for (int p = 0; p < segments.length; p++) {
      if ((reachable & (1L << p)) == 0) {
        continue;
      }
      if (segments[p] == ANY_DIRECTORIES) {
        next |= 1L << p;
      } else if (segments[p].matches(name)) {
        next |= 1L << (p + 1);
      }
    }
    return next;
  }

  private long skipAnyDirectories(long reachable) {
    long all = reachable;
    for (int p = 0; p < segments.length; p++) {
      if ((all & (1L << p)) != 0 && segments[p] == ANY_DIRECTORIES) {
        all |= 1L << (p + 1);
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return "GlobPattern" + Arrays.toString(segments);
  }
}
