package io.sluice.app;

import io.sluice.target.TargetException;
import io.sluice.upload.PoolStatus;
import java.time.Instant;
import java.util.Objects;

/**
 * Why a run ended without having done all it could.
 *
 * @param target the target's name
 * @param kind what is wrong
 * @param reason in words for people, with what to do
 */
public record TargetTrouble(String target, Kind kind, String reason) {
  /** What kept the target from taking files. */
  public enum Kind {
    /** It refused: key, permission, quota, or a dataset that is not there. */
    REFUSED,
    /** It could not be reached, or asked for one short pause after the other and took nothing. */
    UNREACHABLE,
    /** It asked for a longer pause than a one-shot run waits. */
    THROTTLED
  }

  public TargetTrouble {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
  }

  /** What a call that failed says of its target. */
  static TargetTrouble of(String target, TargetException failure) {
    Kind kind =
        switch (failure.kind()) {
          case REFUSED, DATASET_REFUSED, DATASET_MISSING, TOO_LARGE, GROUP_REFUSED -> Kind.REFUSED;
          case THROTTLED -> Kind.THROTTLED;
          case UNREACHABLE, FAULTY, DATASET_FAULTY -> Kind.UNREACHABLE;
        };
    return new TargetTrouble(target, kind, failure.getMessage());
  }

  /** What a target in this condition is given up for. */
  static TargetTrouble of(String target, PoolStatus status, Instant now) {
    Kind kind =
        switch (status.health()) {
          case REFUSED -> Kind.REFUSED;
          case THROTTLED ->
              Patience.DEFAULT.isPauseTooLong(status, now) ? Kind.THROTTLED : Kind.UNREACHABLE;
          case UNREACHABLE, OK -> Kind.UNREACHABLE;
        };
    return new TargetTrouble(target, kind, status.reason());
  }
}
