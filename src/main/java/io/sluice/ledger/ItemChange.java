package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.item.ItemState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A step that an item has made, or is about to make. */
public sealed interface ItemChange {
  /** The item. */
  long itemId();

  /** About to ask for a reservation that leaves a trace at the platform. */
  record Reserving(long itemId) implements ItemChange {}

  /**
   * The platform gave leave to send, or took it back.
   *
   * @param tokens what it knows the parts by from now on, by slot; an empty one for a part that it
   *     does not know any more
   */
  record Reserved(long itemId, Map<String, String> tokens) implements ItemChange {
    public Reserved {
      tokens = Map.copyOf(tokens);
    }
  }

  /**
   * About to send the commit.
   *
   * @param slot the slot whose bytes are there
   * @param digest their SHA-256
   */
  record Sending(long itemId, String slot, ContentDigest digest) implements ItemChange {
    public Sending {
      Objects.requireNonNull(slot, "slot");
      Objects.requireNonNull(digest, "digest");
    }
  }

  /**
   * Accepted, and being processed by the platform.
   *
   * @param token what to follow it by
   */
  record Committed(long itemId, String token) implements ItemChange {
    public Committed {
      Objects.requireNonNull(token, "token");
    }
  }

  /**
   * Done. The lease ends, and the item's files take the state, unless they changed meanwhile: then
   * they settle anew.
   *
   * @param state a final state
   * @param reason why, in words for people; empty for a plain upload
   * @param remoteId the platform's id, or empty
   * @param remoteFileName the name that the platform kept, or empty
   * @param status the HTTP status that decided it, or 0
   * @param attempts tries used
   * @param retryAt when a failed item is tried again, if ever
   */
  record Finished(
      long itemId,
      ItemState state,
      String reason,
      String remoteId,
      String remoteFileName,
      int status,
      int attempts,
      Optional<Instant> retryAt)
      implements ItemChange {
    public Finished {
      if (!state.isFinal()) {
        throw new IllegalArgumentException("not a final state: " + state);
      }
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(remoteId, "remoteId");
      Objects.requireNonNull(remoteFileName, "remoteFileName");
      Objects.requireNonNull(retryAt, "retryAt");
    }
  }

  /**
   * Not now. The lease ends.
   *
   * @param state the state to wait in: {@link ItemState#PLANNED} when the platform has nothing of
   *     it, else the state that it was in
   * @param attempts tries used so far
   * @param notBefore when it may be claimed again
   * @param reason why, in words for people
   */
  record Postponed(long itemId, ItemState state, int attempts, Instant notBefore, String reason)
      implements ItemChange {
    public Postponed {
      if (state.isFinal()) {
        throw new IllegalArgumentException("a final state does not wait: " + state);
      }
      Objects.requireNonNull(notBefore, "notBefore");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The name is there with other content, and the file is to have one with the suffix of its own
   * content. The item is taken back; the file is {@link EntryState#READY} for that name, or settles
   * anew where it was seen with another stamp meanwhile. Files that wait for the plain name go back
   * to {@link EntryState#READY}.
   *
   * @param content the file's SHA-256
   */
  record Displaced(long itemId, ContentDigest content) implements ItemChange {
    public Displaced {
      Objects.requireNonNull(content, "content");
    }
  }

  /**
   * The file changed or went away before the commit: the item is taken back, the name is free. The
   * file is {@link EntryState#VANISHED} or settles anew; where it was seen with another stamp
   * meanwhile, it settles anew in any case. Files in conflict with its claim go back to {@link
   * EntryState#READY}.
   *
   * @param gone whether the file is gone
   */
  record Withdrawn(long itemId, boolean gone) implements ItemChange {}
}
