package io.sluice.config;

import io.sluice.file.DisplayText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names that a folder's {@code target} can have.
 *
 * @param names those of the file, good and bad alike: what is wrong with a target is said once
 * @param known whether the file's list of targets could be read at all
 * @param picturesAlone those that take nothing but single pictures
 * @param labelling those whose platform has labels, or may have them
 */
record TargetNames(
    List<String> names, boolean known, Set<String> picturesAlone, Set<String> labelling) {
  /** The target of a folder that names none: the only one there is. */
  Optional<String> onlyOne() {
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }

  boolean takesPicturesAlone(String name) {
    return picturesAlone.contains(name);
  }

  /** The largest file that a target takes; by default, where it is not known. */
  long largestFile(Optional<String> target) {
    return target.isEmpty() || takesPicturesAlone(target.get())
        ? FolderConfig.DEFAULT_MAX_SIZE_BYTES
        : MediaConfig.LARGEST_FILE_BYTES;
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
