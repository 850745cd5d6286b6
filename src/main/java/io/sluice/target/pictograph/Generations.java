package io.sluice.target.pictograph;

import java.util.UUID;

/**
 * Tells new work from repeated work. A reservation leaves no trace at the platform, so each is new
 * work and takes a fresh generation; what follows from it keeps that one.
 */
@FunctionalInterface
interface Generations {
  /** Never the same twice, on any machine. */
  String next();

  /** Random ones. */
  static Generations random() {
    return () -> UUID.randomUUID().toString();
  }
}
