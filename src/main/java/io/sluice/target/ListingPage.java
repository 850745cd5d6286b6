package io.sluice.target;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of what a dataset holds.
 *
 * @param images the images, newest first; those whose record makes no sense are left out
 * @param unread how many were left out
 * @param withoutBytes how many names are held by what has no bytes: no image yet, if ever
 * @param next where the next page begins; empty after the last one
 * @param total how many images the whole listing has, where the platform says so
 */
public record ListingPage(
    List<RemoteImage> images,
    int unread,
    int withoutBytes,
    Optional<String> next,
    OptionalLong total) {
  public ListingPage {
    images = List.copyOf(images);
  }

  /** A page of a platform that lists nothing without its bytes. */
  public ListingPage(
      List<RemoteImage> images, int unread, Optional<String> next, OptionalLong total) {
    this(images, unread, 0, next, total);
  }

  /** Whether a name that is not in {@code images} may be taken all the same. */
  public boolean hidesNames() {
    return unread > 0 || withoutBytes > 0;
  }
}
