package io.sluice.target;

/** What a look-up of one name found. */
public sealed interface Finding {
  /** Nothing has that name. */
  record Absent() implements Finding {}

  /**
   * An entry has that name.
   *
   * @param image what the platform says of it
   */
  record Present(RemoteImage image) implements Finding {}

  /**
   * An upload of that name was begun, by whomever, and not completed: the name is held, and no
   * bytes count.
   *
   * @param token what to go on with; empty where the platform does not tell it, so that only who
   *     began the upload can complete it
   */
  record Unfinished(String token) implements Finding {}

  /**
   * An entry has that name and the item's content, and the platform is still at work on it, or has
   * given up.
   *
   * @param image what the platform says of it
   * @param token what {@link Target#follow} finds out more by
   * @param awaited whether the entry counts only once the platform is done with it, also where
   *     somebody else sent it
   */
  record Processing(RemoteImage image, String token, boolean awaited) implements Finding {
    /** What counts as there already, unless it is our own. */
    public Processing(RemoteImage image, String token) {
      this(image, token, false);
    }
  }

  /**
   * The platform cannot tell.
   *
   * @param reason why, for people
   */
  record Unknown(String reason) implements Finding {}
}
