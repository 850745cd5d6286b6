package io.sluice.item;

/**
 * What may have happened to an item at the platform. Each state is durable before the act that it
 * permits, so after a crash it says the most that can be true.
 */
public enum ItemState {
  /** Settled, whole and wanted; nothing of it is at the platform. */
  PLANNED,
  /** The name or an upload id may be held at the platform. */
  RESERVED,
  /** The commit may have been sent: look it up before sending anything again. */
  SENT,
  /** Accepted, and being processed by the platform. */
  COMMITTED,
  /** Confirmed, whole, from us. */
  UPLOADED,
  /** The name was there already, and nothing says that its content differs. */
  SKIPPED,
  /** The name is there with other content. */
  CONFLICT,
  /** Not tried again without a change or a new day. */
  FAILED;

  /** Whether nothing more is to be done for an item in this state. */
  public boolean isFinal() {
    return switch (this) {
      case PLANNED, RESERVED, SENT, COMMITTED -> false;
      case UPLOADED, SKIPPED, CONFLICT, FAILED -> true;
    };
  }

  /** Whether the platform must be asked what it has before anything is sent. */
  public boolean isUnresolved() {
    return switch (this) {
      case RESERVED, SENT, COMMITTED -> true;
      case PLANNED, UPLOADED, SKIPPED, CONFLICT, FAILED -> false;
    };
  }
}
