package io.sluice.pace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How fast one account may be asked: requests per second and per hour, bytes per second, and a
 * pause for everything when the target asks for one.
 *
 * <p>Safe for any number of threads. Idle time is not saved up, so no second sees more than the
 * rate and one more. Nobody waits for the next hour here: who finds the budget of this one used up
 * is told how long that lasts.
 */
public final class Pace {
  /** A longer pause than this is cut to it. */
  public static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  private static final int LARGEST_CHUNK_BYTES = 1 << 16;
  private static final int CHUNKS_PER_SECOND = 20;

  private final Clock clock;
  private final FairLimiter requestLimiter;
  private final ByteGate byteGate;
  private final OptionalLong bytesPerSecond;
  private final HourlyBudget budget;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong transfers = new AtomicLong();
  private final AtomicReference<Pause> pause = new AtomicReference<>(Pause.NONE);

  /**
   * A pace without a limit for an hour, unless the server tells one.
   *
   * @param requestsPerSecond more than 0
   * @param bytesPerSecond more than 0, or empty for no limit
   * @param clock what pauses are measured by
   */
  public Pace(double requestsPerSecond, OptionalLong bytesPerSecond, Clock clock) {
    this(requestsPerSecond, OptionalLong.empty(), bytesPerSecond, clock);
  }

  /**
   * @param requestsPerSecond more than 0
   * @param requestsPerHour within any hour, at least 1; empty for what the server tells alone
   * @param bytesPerSecond more than 0, or empty for no limit
   * @param clock what pauses and hours are measured by
   */
  public Pace(
      double requestsPerSecond,
      OptionalLong requestsPerHour,
      OptionalLong bytesPerSecond,
      Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.requestLimiter = new FairLimiter(requestsPerSecond);
    this.budget = new HourlyBudget(requestsPerHour, clock);
    this.bytesPerSecond = bytesPerSecond;
    this.byteGate = byteGate(bytesPerSecond);
  }

  /**
   * Waits for leave to send one request, and counts it. Exactly one call of {@link #answered} or
   * {@link #unanswered} follows.
   *
   * @throws PausedException at once when the target is paused or the budget of the hour is used up,
   *     or soon after either begins while waiting
   */
  public void acquireRequest() throws PausedException, InterruptedException {
    requireLeave();
    requestLimiter.acquire(1, this::requireLeave);
    requireBudget(budget.take());
    requests.incrementAndGet();
  }

  /**
   * The request was answered, with whatever status.
   *
   * @param told what the answer says about the server's limit; it holds from now on where it is
   *     lower than what is configured
   */
  public void answered(RateLimit told) {
    budget.answered(told);
  }

  /** The request ended without an answer. The server may have counted it. */
  public void unanswered() {
    budget.unanswered();
  }

  /**
   * How far apart groups of requests must begin, so that the requests that are left last until more
   * come back, and a fifth of them is left over.
   *
   * <p>It is {@code requestsPerGroup / (0.8 * rate)}. By what the server says, {@code rate} is what
   * remains over the time until its reset. By the configured limit it is the lowest quotient, over
   * all moments of the coming hour, of what is left now and will have come back until then, over
   * the time until then: after a burst that is what remains over the time until the burst is an
   * hour old, and with requests spread evenly it is the limit itself. The longer of the two holds.
   *
   * @param requestsPerGroup what one group costs, at least 1
   * @return zero when no limit for an hour is known; at most 60 s
   */
  public Duration spacing(int requestsPerGroup) {
    if (requestsPerGroup < 1) {
      throw new IllegalArgumentException("a group takes a request: " + requestsPerGroup);
    }
    return budget.spacing(requestsPerGroup);
  }

  /** For requests that the target does not count: fails as {@link #acquireRequest()} does. */
  public void requireRunning() throws PausedException {
    Duration left = remainingPause();
    if (!left.isZero()) {
      throw PausedException.asked(left);
    }
  }

  private void requireLeave() throws PausedException {
    requireRunning();
    requireBudget(budget.untilFree());
  }

  private static void requireBudget(Duration wait) throws PausedException {
    if (!wait.isZero()) {
      throw PausedException.usedUp(wait);
    }
  }

  /**
   * Waits for leave to send {@code bytes} more bytes. A body is paced in pieces of {@link
   * #chunkBytes()}.
   */
  public void acquireBytes(int bytes) throws InterruptedException {
    if (bytes > 0) {
      byteGate.pass(bytes);
    }
  }

  /** How many bytes to ask for at once, so that a slow pace is even and soon interrupted. */
  public int chunkBytes() {
    long even = bytesPerSecond.orElse(Long.MAX_VALUE) / CHUNKS_PER_SECOND;
    return (int) Math.max(1, Math.min(LARGEST_CHUNK_BYTES, even));
  }

  /** The limit for bytes, or empty when there is none. */
  public OptionalLong bytesPerSecond() {
    return bytesPerSecond;
  }

  /**
   * Holds every request back from {@code now} on. A pause that ends later than this one stays.
   *
   * @param wish how long, not negative; cut to {@link #LONGEST_PAUSE}
   */
  public void pauseFor(Duration wish, Instant now) {
    if (wish.isNegative()) {
      throw new IllegalArgumentException("pause must not be negative: " + wish);
    }
    Duration length = wish.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wish;
    pause.accumulateAndGet(new Pause(now, length), Pause::later);
  }

  /** How long the pause still lasts; zero when there is none. */
  public Duration remainingPause() {
    Instant now = clock.instant();
    return pause.updateAndGet(p -> p.seenAt(now)).remaining(now);
  }

  /** A request was begun that the target does not count, such as one to its storage. */
  public void transferBegun() {
    transfers.incrementAndGet();
  }

  /** How many requests there were so far, those that the target does not count among them. */
  public long allRequests() {
    return requests.get() + transfers.get();
  }

  /** How many requests have been given leave so far. */
  public long requests() {
    return requests.get();
  }

  private static ByteGate byteGate(OptionalLong bytesPerSecond) {
    if (bytesPerSecond.isEmpty()) {
      return bytes -> {};
    }
    FairLimiter limiter = new FairLimiter(bytesPerSecond.getAsLong());
    return bytes -> limiter.acquire(bytes, () -> {});
  }

  /** Lets bytes through, at once or after a wait. */
  private interface ByteGate {
    void pass(int bytes) throws InterruptedException;
  }

  /** One pause: from when, and how long. */
  private record Pause(Instant since, Duration length) {
    static final Pause NONE = new Pause(Instant.EPOCH, Duration.ZERO);

    Pause later(Pause other) {
      return until().isBefore(other.until()) ? other : this;
    }

    /** A clock that was put back must not make the pause longer than it was meant to be. */
    Pause seenAt(Instant now) {
      return now.isBefore(since) ? new Pause(now, length) : this;
    }

    Duration remaining(Instant now) {
      Duration left = Duration.between(now, until());
      return left.isNegative() ? Duration.ZERO : left;
    }

    private Instant until() {
      return since.plus(length);
    }
  }
}
