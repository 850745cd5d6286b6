package io.sluice.app;

import io.sluice.image.ImageFormat;
import io.sluice.config.TargetConfig;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which files a target takes, by its type.
 *
 * @param images extensions of images, in lower case
 * @param others extensions of everything else: videos, volumes, documents
 * @param maxFileBytes the largest file
 * @param media whether videos and items of several files are taken
 */
record TargetFiles(Set<String> images, Set<String> others, long maxFileBytes, boolean media) {
  private static final long PICTOGRAPH_MAX_BYTES = 50L * 1024 * 1024;

  /** What one storage upload can take; the platform itself names no limit. */
  private static final long DARWIN_MAX_BYTES = 5L * 1024 * 1024 * 1024;

  private static final TargetFiles PICTURES =
      new TargetFiles(
          Arrays.stream(ImageFormat.values())
              .flatMap(format -> format.extensions().stream())
              .collect(Collectors.toUnmodifiableSet()),
          Set.of(),
          PICTOGRAPH_MAX_BYTES,
          false);

  private static final TargetFiles DARWIN =
      new TargetFiles(
          Set.of("png", "jpeg", "jpg", "jfif", "tif", "tiff", "qtiff", "bmp", "svs", "webp"),
          Set.of(
              "avi", "mov", "mp4", "mkv", "hevc", "dcm", "nii", "nii.gz", "pdf", "ndpi", "rvg"),
          DARWIN_MAX_BYTES,
          true);

  TargetFiles {
    images = Set.copyOf(images);
    others = Set.copyOf(others);
  }

  static TargetFiles of(TargetConfig target) {
    return Targets.type(target).equals("darwin") ? DARWIN : PICTURES;
  }

  /** All extensions that are taken. */
  Set<String> extensions() {
    Set<String> all = new TreeSet<>(images);
    all.addAll(others);
    return all;
  }
}
