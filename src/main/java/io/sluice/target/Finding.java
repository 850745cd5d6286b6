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
   * An upload of that name was begun and not completed.
   *
   * @param token what to go on with
   */
  record Unfinished(String token) implements Finding {}

  /**
   * The platform cannot tell.
   *
   * @param reason why, for people
   */
  record Unknown(String reason) implements Finding {}
}
