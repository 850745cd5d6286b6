package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.ReadTrouble;
import io.sluice.file.Sighting;
import io.sluice.settle.StructureVerdict;
import java.util.Objects;
import java.util.Optional;

/** What a look into a quiet file found. */
sealed interface Inspection {
  /**
   * It was read as it was stamped.
   *
   * @param sighting the file
   * @param verdict what its structure says
   * @param digest its SHA-256, where that was asked for
   */
  record Read(Sighting sighting, StructureVerdict verdict, Optional<ContentDigest> digest)
      implements Inspection {
    public Read {
      Objects.requireNonNull(sighting, "sighting");
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(digest, "digest");
    }
  }

  /** It changed while it was read: look again. */
  record Changed() implements Inspection {}

  /** Nothing is there any more. */
  record Gone() implements Inspection {}

  /** It cannot be read. */
  record Unreadable(ReadTrouble trouble) implements Inspection {}
}
