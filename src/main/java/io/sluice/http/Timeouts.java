package io.sluice.http;

import java.time.Duration;

/**
 * How long nothing may happen before a call is given up. None of them cuts off what moves, but for
 * the reply as a whole, which is small.
 *
 * @param connect until a connection is made
 * @param writeIdle without a byte that the other side takes
 * @param answer from the request's end to the first byte of the answer; longer after a large body,
 *     as {@link #onItsWay} says
 * @param readIdle without a byte, once the answer has begun
 * @param reply from the request's end to the end of the answer, longer likewise
 */
public record Timeouts(
    Duration connect, Duration writeIdle, Duration answer, Duration readIdle, Duration reply) {
  /** What Linux buffers for a connection at most, unless told otherwise. */
  private static final long LARGEST_BUFFER_BYTES = 4 << 20;

  private static final long SLOW_BYTES_PER_SECOND = 64 << 10;

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

  /**
   * The time that bytes may take which the operating system has taken from us and not sent yet: of
   * a large body over a slow line that is a lot, and the other side waits for it before it answers.
   *
   * @param bodyBytes the size of the body, 0 or less for none or an unknown one
   */
  static Duration onItsWay(long bodyBytes) {
    long buffered = Math.max(0, Math.min(bodyBytes, LARGEST_BUFFER_BYTES));
    return Duration.ofMillis(1000 * buffered / SLOW_BYTES_PER_SECOND);
  }

  /**
   * These, all longer or shorter.
   *
   * @param percent of these, 1 to 1,000
   */
  public Timeouts scaledTo(int percent) {
    if (percent < 1 || percent > 1_000) {
      throw new IllegalArgumentException("time-outs can be 1 to 1000 percent: " + percent);
    }
    return new Timeouts(
        scaled(connect, percent),
        scaled(writeIdle, percent),
        scaled(answer, percent),
        scaled(readIdle, percent),
        scaled(reply, percent));
  }

  private static Duration scaled(Duration time, int percent) {
    return time.multipliedBy(percent).dividedBy(100);
  }

  private static void requirePositive(String what, Duration time) {
    if (time.toMillis() < 1) {
      throw new IllegalArgumentException(what + " must be a millisecond or more: " + time);
    }
  }
}
