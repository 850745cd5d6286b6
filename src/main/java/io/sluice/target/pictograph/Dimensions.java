package io.sluice.target.pictograph;

import java.nio.file.Path;
import java.util.Optional;

/** Tells how large an image is, without decoding it. */
@FunctionalInterface
public interface Dimensions {
  /**
   * The size of the image at {@code file}; empty when it cannot be told, for whatever reason.
   * Called by several workers at once. The platform takes an image without it.
   */
  Optional<PixelSize> of(Path file);
}
