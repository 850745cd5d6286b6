package io.sluice.app;

import java.util.Objects;

/** What a source of rows hands over. */
sealed interface Row {
  /** Its number, from 1: a line, or the how-manieth it is. */
  long number();

  /** An item. */
  record Given(long number, UploadItem item) implements Row {
    public Given {
      Objects.requireNonNull(item, "item");
    }
  }

  /** None, for a reason in words. */
  record Mistake(long number, String reason) implements Row {
    public Mistake {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
