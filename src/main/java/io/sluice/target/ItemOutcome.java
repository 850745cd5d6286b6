package io.sluice.target;

import io.sluice.file.ContentDigest;
import io.sluice.file.ReadTrouble;
import java.time.Duration;
import java.util.Objects;

/** What became of one item in one step. Reasons are for people: short, escaped, without secrets. */
public sealed interface ItemOutcome {
  /**
   * The platform gave leave to send.
   *
   * @param reservation what to send to
   */
  record Reserved(Reservation reservation) implements ItemOutcome {
    public Reserved {
      Objects.requireNonNull(reservation, "reservation");
    }
  }

  /**
   * The platform gave leave to send some of the parts, and not all of them: it is kept, so that the
   * next try need ask only for the others.
   *
   * @param reservation what was given
   * @param rest what became of the others
   */
  record PartlyReserved(Reservation reservation, ItemOutcome rest) implements ItemOutcome {
    public PartlyReserved {
      Objects.requireNonNull(reservation, "reservation");
      Objects.requireNonNull(rest, "rest");
    }
  }

  /**
   * All bytes of the part were taken.
   *
   * @param digest the SHA-256 of the bytes that went out
   */
  record Sent(ContentDigest digest) implements ItemOutcome {
    public Sent {
      Objects.requireNonNull(digest, "digest");
    }
  }

  /**
   * The entry is there, whole.
   *
   * @param image the platform's record of it
   * @param remark what people should know of it besides; may be empty
   */
  record Done(RemoteImage image, String remark) implements ItemOutcome {
    public Done {
      Objects.requireNonNull(image, "image");
      Objects.requireNonNull(remark, "remark");
    }

    /** As it was to be. */
    public Done(RemoteImage image) {
      this(image, "");
    }
  }

  /**
   * The entry is there, whole, and was there before: it was followed as one that was found.
   *
   * @param image the platform's record of it
   */
  record WasThere(RemoteImage image) implements ItemOutcome {
    public WasThere {
      Objects.requireNonNull(image, "image");
    }
  }

  /**
   * Accepted; the platform is still at work on it.
   *
   * @param token what to follow it by
   * @param after when to ask again; zero for our own choice
   */
  record Processing(String token, Duration after) implements ItemOutcome {
    public Processing {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(after, "after");
    }

    /** To be asked about when we choose. */
    public Processing(String token) {
      this(token, Duration.ZERO);
    }
  }

  /**
   * An entry of that name is there already. A question, not an answer: the caller looks it up.
   *
   * @param reason the platform's words
   */
  record NameTaken(String reason) implements ItemOutcome {}

  /**
   * What was reserved or sent is no longer there: reserve and send again.
   *
   * @param reason the platform's words
   */
  record ReservationLost(String reason) implements ItemOutcome {}

  /**
   * The file changed or went away while it was read; nothing of it counts.
   *
   * @param reason what was seen
   * @param gone true when nothing is at its path any more
   */
  record SourceChanged(String reason, boolean gone) implements ItemOutcome {}

  /**
   * The file could not be read.
   *
   * @param trouble why
   */
  record SourceUnreadable(ReadTrouble trouble) implements ItemOutcome {
    public SourceUnreadable {
      Objects.requireNonNull(trouble, "trouble");
    }
  }

  /**
   * The platform will not take this item, now or later.
   *
   * @param status the HTTP status
   * @param reason the platform's words
   */
  record Rejected(int status, String reason) implements ItemOutcome {}

  /**
   * The entry is there, and may be somebody else's: nothing was added to it.
   *
   * @param reason what was seen, and what can be done
   */
  record Foreign(String reason) implements ItemOutcome {}

  /**
   * Not this time; the item's own fault or bad luck, not the target's.
   *
   * @param after the platform's wish, or zero for our own back-off
   * @param reason what was seen
   */
  record Retry(Duration after, String reason) implements ItemOutcome {}

  /**
   * The platform did not say what became of it: look it up before sending again.
   *
   * @param reason what was seen
   */
  record Unknown(String reason) implements ItemOutcome {}
}
