package io.sluice.settle;

import java.time.Instant;
import java.util.Objects;

/** What {@link Settler} wants done with a file. */
public sealed interface Decision {
  /** Nothing yet. {@link Settler#due} names the file again, at {@code until} if not before. */
  record Wait(Instant until) implements Decision {
    public Wait {
      Objects.requireNonNull(until, "until");
    }
  }

  /** It is quiet: look into it now and tell {@link Settler#verdict}. */
  record Inspect() implements Decision {}

  /** It is quiet and whole. The settler has forgotten it. */
  record Ready() implements Decision {}

  /**
   * It was not complete within the longest wait. Said again at each look until it is complete; the
   * settler goes on watching for that.
   *
   * @param reason in words, safe to print
   */
  record Incomplete(String reason) implements Decision {
    public Incomplete {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** There is no room to remember the file. It is not lost: the next scan sees it again. */
  record Full() implements Decision {}
}
