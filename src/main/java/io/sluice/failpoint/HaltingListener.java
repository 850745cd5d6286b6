package io.sluice.failpoint;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import java.util.List;
import java.util.function.Function;

/** A listener with points around what it hears. */
final class HaltingListener implements IngestListener {
  private final IngestListener inner;
  private final Passages passages;
  private final Function<IngestEvent, List<Step>> steps;

  private HaltingListener(
      IngestListener inner, Passages passages, Function<IngestEvent, List<Step>> steps) {
    this.inner = inner;
    this.passages = passages;
    this.steps = steps;
  }

  static HaltingListener ofEvents(IngestListener inner, Passages passages) {
    return new HaltingListener(inner, passages, HaltingListener::told);
  }

  static HaltingListener ofFailures(IngestListener inner, Passages passages) {
    return new HaltingListener(inner, passages, HaltingListener::logged);
  }

  private static List<Step> told(IngestEvent event) {
    if (event instanceof IngestEvent.FileOutcome) {
      return List.of(Step.OUTCOME_TOLD);
    }
    if (event instanceof IngestEvent.FileFound) {
      return List.of(Step.FOUND_TOLD);
    }
    if (event instanceof IngestEvent.ScanFinished) {
      return List.of(Step.SCAN_TOLD);
    }
    return event instanceof IngestEvent.BytesSent ? List.of(Step.BYTES_TOLD) : List.of();
  }

  private static List<Step> logged(IngestEvent event) {
    if (!(event instanceof IngestEvent.FileOutcome outcome)) {
      return List.of();
    }
    return switch (outcome.state()) {
      case FAILED, CONFLICT, INCOMPLETE -> List.of(Step.FAILURE_LINE);
      case UPLOADED, SKIPPED, PENDING, VANISHED -> List.of();
    };
  }

  @Override
  public void on(IngestEvent event) {
    List<Step> now = steps.apply(event);
    passages.passed(now, Moment.BEFORE);
    inner.on(event);
    passages.passed(now, Moment.AFTER);
  }
}
