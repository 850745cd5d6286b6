package io.sluice.target;

import io.sluice.item.Item;
import io.sluice.item.Part;

/**
 * Hears how much of a part has gone out in the try that is under way. Called after each piece on
 * the thread that sends it; must be quick. A later try of the same part begins anew.
 */
@FunctionalInterface
public interface PartBytes {
  /** For those who do not want to know. */
  PartBytes UNWATCHED = (item, part, sent, length) -> {};

  /** So many bytes of {@code length} were handed to the connection. */
  void sent(Item item, Part part, long sent, long length);
}
