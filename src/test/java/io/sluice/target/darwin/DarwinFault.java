package io.sluice.target.darwin;

import java.util.Map;

/**
 * What the fake server does in place of its answer.
 *
 * @param acts whether it does what was asked first
 * @param ending how the exchange ends
 * @param status what it answers
 * @param body as what
 * @param headers with which headers
 */
public record DarwinFault(
    boolean acts, Ending ending, int status, String body, Map<String, String> headers) {
  /** How an exchange ends. */
  public enum Ending {
    ANSWER,
    /** The connection is closed. */
    CUT,
    /** Some of the body is read, then the connection is closed. */
    CUT_WITHIN,
    /** Nobody answers until the server is closed. */
    STALL,
    /** Some of the body is read, then nothing until the server is closed. */
    STALL_WITHIN,
    /** All is well, but the body is read slowly. */
    SLOW
  }

  /** An answer with an empty object, nothing done. */
  public static DarwinFault status(int status) {
    return status(status, "{}");
  }

  public static DarwinFault status(int status, String body) {
    return new DarwinFault(false, Ending.ANSWER, status, body, Map.of());
  }

  /** Too many requests, with a wish. */
  public static DarwinFault throttled(int seconds) {
    return new DarwinFault(
        false,
        Ending.ANSWER,
        429,
        "{\"errors\":{\"detail\":\"slow down\"}}",
        Map.of("Retry-After", Integer.toString(seconds)));
  }

  /** The storage of the team is used up. */
  public static DarwinFault storageFull() {
    return status(429, "{\"errors\":{\"code\":\"INSUFFICIENT_REMAINING_STORAGE\"}}");
  }

  /** A page of something else, though all is well. */
  public static DarwinFault page() {
    return status(200, "<html>hello</html>");
  }

  public static DarwinFault cut() {
    return new DarwinFault(false, Ending.CUT, 0, "", Map.of());
  }

  public static DarwinFault cutWithin() {
    return new DarwinFault(false, Ending.CUT_WITHIN, 0, "", Map.of());
  }

  public static DarwinFault stall() {
    return new DarwinFault(false, Ending.STALL, 0, "", Map.of());
  }

  public static DarwinFault stallWithin() {
    return new DarwinFault(false, Ending.STALL_WITHIN, 0, "", Map.of());
  }

  public static DarwinFault slow() {
    return new DarwinFault(false, Ending.SLOW, 0, "", Map.of());
  }

  /** The same, after what was asked was done. */
  public DarwinFault afterwards() {
    return new DarwinFault(true, ending, status, body, headers);
  }
}
