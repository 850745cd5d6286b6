package io.sluice.source;

import java.util.Objects;

/** What {@link FolderFilter} says of one file. */
public sealed interface Verdict {
  /** To be uploaded once it is whole. An empty file is wanted: it may still be written. */
  record Wanted() implements Verdict {}

  /** Left alone, and counted under its reason. */
  record Ignored(IgnoreReason reason) implements Verdict {
    public Ignored {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Wanted, but above the limit: to be reported as failed, never ignored silently. */
  record TooLarge(long limitBytes) implements Verdict {}
}
