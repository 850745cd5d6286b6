package io.sluice.target.pictograph;

/**
 * The size of an image as it is looked at, its orientation applied.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record PixelSize(int width, int height) {
  public PixelSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("not the size of an image: " + width + " x " + height);
    }
  }
}
