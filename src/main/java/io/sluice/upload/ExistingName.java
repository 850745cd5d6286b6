package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.target.RemoteImage;
import java.util.Optional;

/**
 * What an entry that has the name of a local file says about it. Pure.
 *
 * @param image the entry
 * @param sizeBytes the local file's length
 * @param digest the local file's SHA-256, where it was computed
 */
record ExistingName(RemoteImage image, long sizeBytes, Optional<ContentDigest> digest) {
  /** Whether the two are the same, and by what that is known. */
  enum Likeness {
    SAME_CONTENT("same content by SHA-256"),
    SAME_SIZE("same size"),
    SAME_NAME(ByNameAlone.NOTHING_ELSE),
    DIFFERENT("other content");

    private final String words;

    Likeness(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Whether the local file's digest is needed for a certain answer. */
  static boolean needsDigest(RemoteImage image, long sizeBytes) {
    boolean sizeDiffers =
        image.sizeBytes().isPresent() && image.sizeBytes().getAsLong() != sizeBytes;
    return image.digest().isPresent() && !sizeDiffers;
  }

  Likeness likeness() {
    boolean comparable = image.sizeBytes().isPresent();
    if (comparable && image.sizeBytes().getAsLong() != sizeBytes) {
      return Likeness.DIFFERENT;
    }
    if (image.digest().isPresent() && digest.isPresent()) {
      return image.digest().equals(digest) ? Likeness.SAME_CONTENT : Likeness.DIFFERENT;
    }
    return comparable ? Likeness.SAME_SIZE : Likeness.SAME_NAME;
  }

  /** Why the two differ, for people. */
  String difference() {
    boolean sizesDiffer =
        image.sizeBytes().isPresent() && image.sizeBytes().getAsLong() != sizeBytes;
    if (image.sizeBytes().isEmpty()) {
      return "the dataset has other content under this name";
    }
    return sizesDiffer
        ? "the dataset has "
            + image.sizeBytes().getAsLong()
            + " bytes under this name, the file has "
            + sizeBytes
        : "the dataset has other content of the same size under this name";
  }
}
