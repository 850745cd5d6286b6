package io.sluice.app;

import io.sluice.target.TargetException;
import io.sluice.upload.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Makes calls to a target for somebody who waits: tries again as long as a one-shot run would wait.
 * One thread.
 */
final class PatientCalls {
  private static final RetryPolicy RETRY = RetryPolicy.oneShot();
  private static final int MOST_PAUSES = 20;

  private final Clock clock;
  private final RandomGenerator random;
  private final CountDownLatch never = new CountDownLatch(1);

  PatientCalls(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** One call, which may be made again. */
  interface Call<T> {
    T make() throws TargetException, InterruptedException;
  }

  /**
   * The answer of {@code call}.
   *
   * @throws TargetException when the target refuses, or cannot be had within reasonable time
   */
  <T> T ask(Call<T> call) throws TargetException, InterruptedException {
    Optional<Instant> failingSince = Optional.empty();
    for (int failures = 1; ; failures++) {
      try {
        return call.make();
      } catch (TargetException e) {
        Instant since = failingSince.orElse(clock.instant());
        failingSince = Optional.of(since);
        Duration wait = wait(e, failures, since).orElseThrow(() -> e);
        never.await(wait.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** How long to wait before the next try; empty when there is none. */
  Optional<Duration> wait(TargetException failure, int failures, Instant since) {
    return switch (failure.kind()) {
      case REFUSED, DATASET_REFUSED, DATASET_MISSING, TOO_LARGE, GROUP_REFUSED -> Optional.empty();
      case THROTTLED -> {
        Duration asked = longer(failure.retryAfter(), RETRY.delay(failures, random));
        boolean bearable =
            asked.compareTo(Patience.DEFAULT.throttled()) <= 0
                && !clock.instant().isAfter(since.plus(Patience.DEFAULT.idle()));
        yield bearable && failures <= MOST_PAUSES ? Optional.of(asked) : Optional.empty();
      }
      case UNREACHABLE, FAULTY, DATASET_FAULTY -> {
        boolean over = clock.instant().isAfter(since.plus(Patience.DEFAULT.unreachable()));
        Duration wait = longer(failure.retryAfter(), RETRY.delay(failures, random));
        yield over || wait.compareTo(Patience.DEFAULT.throttled()) > 0
            ? Optional.empty()
            : Optional.of(wait);
      }
    };
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
