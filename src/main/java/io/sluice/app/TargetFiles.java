package io.sluice.app;

import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.FolderConfig;
import io.sluice.config.InputType;
import io.sluice.config.ItemMergeMode;
import io.sluice.config.MediaConfig;
import io.sluice.config.TargetConfig;
import io.sluice.image.ImageFormat;
import io.sluice.source.FolderFilter;
import io.sluice.target.clarifai.MediaKind;
import java.util.Arrays;
import java.util.Map;
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
 * @param types what is taken of each type, where a folder has files of one type alone; else empty
 */
record TargetFiles(
    Set<String> images,
    Set<String> others,
    long maxFileBytes,
    boolean media,
    Map<InputType, TypedFiles> types) {
  private static final TargetFiles PICTURES =
      new TargetFiles(
          Arrays.stream(ImageFormat.values())
              .flatMap(format -> format.extensions().stream())
              .collect(Collectors.toUnmodifiableSet()),
          Set.of(),
          FolderConfig.DEFAULT_MAX_SIZE_BYTES,
          false,
          Map.of());

  private static final TargetFiles DARWIN =
      new TargetFiles(
          Set.of("png", "jpeg", "jpg", "jfif", "tif", "tiff", "qtiff", "bmp", "svs", "webp"),
          Set.of("avi", "mov", "mp4", "mkv", "hevc", "dcm", "nii", "nii.gz", "pdf", "ndpi", "rvg"),
          MediaConfig.LARGEST_FILE_BYTES,
          true,
          Map.of());

  private static final TargetFiles CLARIFAI =
      new TargetFiles(
          MediaKind.IMAGE.extensions(),
          MediaKind.VIDEO.extensions(),
          ClarifaiTargetConfig.LARGEST_FILE_BYTES,
          false,
          Arrays.stream(InputType.values())
              .collect(Collectors.toUnmodifiableMap(type -> type, TypedFiles::ofClarifai)));

  private static final Set<String> VIDEOS = Set.of("avi", "mov", "mp4", "mkv", "hevc");

  TargetFiles {
    images = Set.copyOf(images);
    others = Set.copyOf(others);
    types = Map.copyOf(types);
  }

  /**
   * Files of one type.
   *
   * @param extensions in lower case
   * @param maxFileBytes the largest one
   */
  record TypedFiles(Set<String> extensions, long maxFileBytes) {
    TypedFiles {
      extensions = Set.copyOf(extensions);
    }

    private static TypedFiles ofClarifai(InputType type) {
      MediaKind kind = MediaKind.valueOf(type.name());
      return new TypedFiles(kind.extensions(), kind.largestBytes());
    }
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
    if (!types.isEmpty()) {
      return typed(type).extensions();
    }
    if (type.isEmpty()) {
      return extensions();
    }
    return switch (type.get()) {
      case IMAGE -> images;
      case VIDEO -> videos();
      case TEXT, AUDIO -> Set.of();
    };
  }

  /** The largest file of one type. */
  long maxFileBytes(Optional<InputType> type) {
    return types.isEmpty() ? maxFileBytes : typed(type).maxFileBytes();
  }

  /** The largest file of a folder that asks for {@code wanted}: no limit of a type is exceeded. */
  long cappedFileBytes(long wanted, Optional<InputType> type) {
    return types.isEmpty() ? wanted : Math.min(wanted, typed(type).maxFileBytes());
  }

  /** The type that a file of that name is of, where a folder has files of one type alone. */
  Optional<InputType> typeOf(String fileName) {
    return types.entrySet().stream()
        .filter(type -> FolderFilter.hasExtension(fileName, type.getValue().extensions()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether one type, or all that is meant by none, is taken. */
  boolean takes(Optional<InputType> type) {
    return !extensions(type).isEmpty();
  }

  /** What is taken, for people. */
  String taken() {
    return media ? "images and videos" : types.isEmpty() ? "single pictures" : "single files";
  }

  /** Pictures are meant where nothing is said. */
  private TypedFiles typed(Optional<InputType> type) {
    return types.get(type.orElse(InputType.IMAGE));
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
    types.values().forEach(type -> all.addAll(type.extensions()));
    return all;
  }
}
