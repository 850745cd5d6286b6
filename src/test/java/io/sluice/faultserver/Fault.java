package io.sluice.faultserver;

import java.io.IOException;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Something that goes wrong with one request.
 *
 * @param label names its class
 * @param steps the requests it can befall
 * @param fits which of those
 * @param end what one sync of one file comes to that meets it once
 */
record Fault(
    String label, Set<Step> steps, Predicate<WireRequest> fits, RunEnd end, Fault.Play play) {
  Fault(String label, Set<Step> steps, RunEnd end, Play play) {
    this(label, steps, request -> true, end, play);
  }

  /** How one sync of one file can end. */
  enum RunEnd {
    /** The file is there; exit code 0. */
    DONE,
    /** The file has failed, with a reason; exit code 4. */
    FAILED,
    /** The run ends without the file, since the server asked for a long wait; exit code 4. */
    LEFT,
    /** The target refuses; exit code 5. */
    REFUSED,
    /** Either the file is there or it has failed: by the accidents of the connection. */
    DONE_OR_FAILED
  }

  /** Does it. */
  @FunctionalInterface
  interface Play {
    void on(Exchange exchange) throws IOException;
  }

  boolean befalls(WireRequest request) {
    return steps.contains(request.step()) && fits.test(request);
  }

  @Override
  public String toString() {
    return label;
  }
}
