package io.sluice.app;

import io.sluice.file.ContentDigest;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether a file, what was sent for it, and the image of its name are the same. */
enum ContentVerdict {
  /** Nothing says otherwise. */
  SAME,
  /** The dataset has something else than what was sent. */
  DIFFERENT,
  /** The dataset has what was sent, and the file is another now. */
  CHANGED_HERE;

  /**
   * What is known of the three.
   *
   * @param sentBytes length of what was sent, or found there
   * @param sent its SHA-256, where that was recorded
   * @param here the file's SHA-256 now, where it was read
   * @param touched whether the file's stamp is another than when it was recorded
   * @param remoteBytes the image's length, where it is comparable
   * @param remote the image's SHA-256, where the platform offers it
   */
  record Evidence(
      long sentBytes,
      Optional<ContentDigest> sent,
      Optional<ContentDigest> here,
      boolean touched,
      OptionalLong remoteBytes,
      Optional<ContentDigest> remote) {}

  /** Decides. Pure. */
  static ContentVerdict of(Evidence known) {
    // A file that nobody touched is still what was found in the dataset under its name.
    Optional<ContentDigest> expected =
        known.sent().or(() -> known.touched() ? Optional.empty() : known.here());
    if (known.remote().isPresent() && expected.isPresent()) {
      if (!known.remote().equals(expected)) {
        return DIFFERENT;
      }
    } else if (known.remoteBytes().isPresent()
        && known.remoteBytes().getAsLong() != known.sentBytes()) {
      return DIFFERENT;
    }
    Optional<ContentDigest> original = expected.or(known::remote);
    boolean changed =
        known.here().isPresent() && original.isPresent() && !known.here().equals(original);
    return changed ? CHANGED_HERE : SAME;
  }
}
