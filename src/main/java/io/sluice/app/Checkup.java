package io.sluice.app;

import java.util.Objects;

/**
 * What was found out about one thing that Sluice depends on.
 *
 * @param status whether it will do
 * @param cause what a failure speaks of; {@link Cause#SETUP} for what is no failure
 * @param subject what was looked at, such as {@code folder road-signs}
 * @param detail what was found
 * @param advice what to do about it; empty when there is nothing to do
 */
public record Checkup(Status status, Cause cause, String subject, String detail, String advice) {
  /** Whether it will do. */
  public enum Status {
    OK,
    WARN,
    FAIL
  }

  /** Where a failure comes from. */
  public enum Cause {
    /** The configuration or this machine. */
    SETUP,
    /** A target refused. */
    REFUSED,
    /** A target cannot be reached, or fails itself. */
    UNREACHABLE
  }

  public Checkup {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(advice, "advice");
  }

  /** All is well. */
  public static Checkup ok(String subject, String detail) {
    return new Checkup(Status.OK, Cause.SETUP, subject, detail, "");
  }

  /** It works, but not as well as it could, or not for long. */
  public static Checkup warn(String subject, String detail, String advice) {
    return new Checkup(Status.WARN, Cause.SETUP, subject, detail, advice);
  }

  /** The configuration or this machine has to be changed. */
  public static Checkup fail(String subject, String detail, String advice) {
    return new Checkup(Status.FAIL, Cause.SETUP, subject, detail, advice);
  }

  /**
   * As {@link #fail(String, String, String)}, of a message that says what is wrong and, after a
   * semicolon, what to do.
   */
  static Checkup fail(String subject, String message) {
    return fail(Cause.SETUP, subject, message);
  }

  static Checkup fail(Cause cause, String subject, String message) {
    int end = message.indexOf("; ");
    return end < 0
        ? new Checkup(Status.FAIL, cause, subject, message, "")
        : new Checkup(
            Status.FAIL, cause, subject, message.substring(0, end), message.substring(end + 2));
  }
}
