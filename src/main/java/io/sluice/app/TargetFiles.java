package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.InputType;
import io.sluice.config.ItemMergeMode;
import io.sluice.config.MediaConfig;
import io.sluice.config.TargetConfig;
import io.sluice.image.ImageFormat;
import java.util.Arrays;
import java.util.Optional;
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
  private static final TargetFiles PICTURES =
      new TargetFiles(
          Arrays.stream(ImageFormat.values())
              .flatMap(format -> format.extensions().stream())
              .collect(Collectors.toUnmodifiableSet()),
          Set.of(),
          FolderConfig.DEFAULT_MAX_SIZE_BYTES,
          false);

  private static final TargetFiles DARWIN =
      new TargetFiles(
          Set.of("png", "jpeg", "jpg", "jfif", "tif", "tiff", "qtiff", "bmp", "svs", "webp"),
          Set.of("avi", "mov", "mp4", "mkv", "hevc", "dcm", "nii", "nii.gz", "pdf", "ndpi", "rvg"),
          MediaConfig.LARGEST_FILE_BYTES,
          true);

  private static final TargetFiles CLARIFAI =
      new TargetFiles(
          Set.of("jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp", "gif"),
          Set.of(),
          FolderConfig.DEFAULT_MAX_SIZE_BYTES,
          false);

  private static final Set<String> VIDEOS = Set.of("avi", "mov", "mp4", "mkv", "hevc");

  TargetFiles {
    images = Set.copyOf(images);
    others = Set.copyOf(others);
  }

  static TargetFiles of(TargetConfig target) {
    return switch (Targets.type(target)) {
      case "darwin" -> DARWIN;
      case "clarifai" -> CLARIFAI;
      default -> PICTURES;
    };
  }

  /** The extensions of what can be a part of an item that is put together so. */
  Set<String> mergedAs(ItemMergeMode mode) {
    return switch (mode) {
      case SLOTS -> extensions();
      case CHANNELS -> images;
      case SERIES -> Set.of("dcm");
    };
  }

  /** The extensions of one type of input; all that are taken, where none is named. */
  Set<String> extensions(Optional<InputType> type) {
    if (type.isEmpty()) {
      return extensions();
    }
    return switch (type.get()) {
      case IMAGE -> images;
      case VIDEO -> videos();
    };
  }

  private Set<String> videos() {
    Set<String> videos = new TreeSet<>(VIDEOS);
    videos.retainAll(others);
    return videos;
  }

  /** All extensions that are taken. */
  Set<String> extensions() {
    Set<String> all = new TreeSet<>(images);
    all.addAll(others);
    return all;
  }
}
