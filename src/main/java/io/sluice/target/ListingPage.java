package io.sluice.target;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of what a dataset holds.
 *
 * @param images the images, newest first; those whose record makes no sense are left out
 * @param unread how many were left out: names that are not in {@code images} may be there then
 * @param next where the next page begins; empty after the last one
 * @param total how many images the whole listing has, where the platform says so
 */
public record ListingPage(
    List<RemoteImage> images, int unread, Optional<String> next, OptionalLong total) {
  public ListingPage {
    images = List.copyOf(images);
  }
}
