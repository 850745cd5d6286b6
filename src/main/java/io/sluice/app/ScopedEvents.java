package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.RelativePath;
import java.util.Map;

/** Tells only of the files that a run is for, and notes which of them are done with. */
final class ScopedEvents implements IngestListener {
  private final Map<String, RunScope> scopes;
  private final IngestListener next;

  /**
   * @param scopes by the names of the folders; a folder that is not among them is told of in full
   */
  ScopedEvents(Map<String, RunScope> scopes, IngestListener next) {
    this.scopes = Map.copyOf(scopes);
    this.next = next;
  }

  @Override
  public void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileFound found) {
      RunScope scope = scopes.get(found.folder());
      if (scope == null || scope.found(found.path())) {
        next.on(event);
      }
    } else if (event instanceof IngestEvent.FileOutcome outcome) {
      outcome(outcome);
    } else if (isFor(event)) {
      next.on(event);
    }
  }

  private boolean isFor(IngestEvent event) {
    if (event instanceof IngestEvent.FileAccepted accepted) {
      return isFor(accepted.folder(), accepted.path());
    }
    return !(event instanceof IngestEvent.BytesUnderWay bytes)
        || isFor(bytes.folder(), bytes.path());
  }

  private boolean isFor(String folder, RelativePath path) {
    RunScope scope = scopes.get(folder);
    return scope == null || scope.contains(path);
  }

  private void outcome(IngestEvent.FileOutcome outcome) {
    if (isFor(outcome.folder(), outcome.path())) {
      next.on(outcome);
    }
    RunScope scope = scopes.get(outcome.folder());
    if (scope != null) {
      // Counted first: who sees that all is done reads the counts next.
      scope.concluded(outcome.path());
    }
  }
}
