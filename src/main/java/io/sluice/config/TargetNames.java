package io.sluice.config;

import io.sluice.file.DisplayText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that a folder's {@code target} can have.
 *
 * @param names those of the file, good and bad alike: what is wrong with a target is said once
 * @param known whether the file's list of targets could be read at all
 * @param takes what each of the good ones takes
 * @param labelling those whose platform has labels, or may have them
 */
record TargetNames(
    List<String> names, boolean known, Map<String, Takes> takes, Set<String> labelling) {
  /** Which files go to a target. */
  enum Takes {
    /** Single pictures. */
    PICTURES,
    /** Pictures and videos side by side, also several of them as one. */
    PICTURES_AND_VIDEOS,
    /** Files of one type in a folder: pictures where it does not say. */
    ONE_TYPE
  }

  /** The target of a folder that names none: the only one there is. */
  Optional<String> onlyOne() {
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }

  /** What the target of a folder takes; empty where that is not known. */
  Optional<Takes> takes(Optional<String> target) {
    return target.map(takes::get);
  }

  /**
   * The largest file that a target takes; by default, where it is not known.
   *
   * @param type of the folder's files; images where it does not say
   */
  long largestFile(Optional<String> target, Optional<InputType> type) {
    if (target.isEmpty()) {
      return FolderConfig.DEFAULT_MAX_SIZE_BYTES;
    }
    return switch (takes(target).orElse(Takes.PICTURES_AND_VIDEOS)) {
      case PICTURES -> FolderConfig.DEFAULT_MAX_SIZE_BYTES;
      case PICTURES_AND_VIDEOS -> MediaConfig.LARGEST_FILE_BYTES;
      case ONE_TYPE -> ClarifaiTargetConfig.largestFile(type.orElse(InputType.IMAGE));
    };
  }

  /** The names for people. */
  String list() {
    return DisplayText.of(String.join(", ", names));
  }

  String checked(String name) throws BadValue {
    if (known && !names.contains(name)) {
      throw BadValue.expected("must be a target of this file (" + list() + ")");
    }
    return name;
  }
}
