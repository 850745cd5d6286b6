package io.sluice.http;

import java.time.Duration;

/**
 * How long nothing may happen before a call is given up. None of them cuts off what moves, but for
 * the reply as a whole, which is small.
 *
 * @param connect until a connection is made
 * @param writeIdle without a byte that the other side takes
 * @param answer from the request's end to the first byte of the answer
 * @param readIdle without a byte, once the answer has begun
 * @param reply from the request's end to the end of the answer
 */
public record Timeouts(
    Duration connect, Duration writeIdle, Duration answer, Duration readIdle, Duration reply) {
  /** 10 s, 30 s, 60 s, 30 s, and 2 min for the reply. */
  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2));

  public Timeouts {
    requirePositive("connect", connect);
    requirePositive("write idle", writeIdle);
    requirePositive("answer", answer);
    requirePositive("read idle", readIdle);
    requirePositive("reply", reply);
  }

  private static void requirePositive(String what, Duration time) {
    if (time.toMillis() < 1) {
      throw new IllegalArgumentException(what + " must be a millisecond or more: " + time);
    }
  }
}
