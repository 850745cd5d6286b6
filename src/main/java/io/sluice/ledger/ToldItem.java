package io.sluice.ledger;

import io.sluice.annotation.InputDetails;
import io.sluice.item.Source;
import java.util.Objects;

/**
 * An item that was told of, rather than found in a folder.
 *
 * @param source its content; of a file no digest is kept with it
 * @param details what else was told
 */
public record ToldItem(Source source, InputDetails details) {
  public ToldItem {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(details, "details");
  }
}
