package io.sluice.target;

/**
 * A dataset at a platform, found by its name.
 *
 * @param id the platform's id, which names are unique in
 * @param name its name
 * @param created whether it was created by the call that gave it
 * @param imageCount how many images the platform says it holds, 0 or more
 */
public record Dataset(String id, String name, boolean created, long imageCount) {
  public Dataset {
    if (id.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("a dataset has an id and a name: " + id + ", " + name);
    }
    if (imageCount < 0) {
      throw new IllegalArgumentException("image count must not be negative: " + imageCount);
    }
  }
}
