package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;

/** Hands events of rows on under the names that people know them by. */
final class RowEvents implements IngestListener {
  private final RowNames names;
  private final IngestListener next;

  RowEvents(RowNames names, IngestListener next) {
    this.names = names;
    this.next = next;
  }

  @Override
  public void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileFound found) {
      next.on(
          new IngestEvent.FileFound(found.folder(), names.shown(found.path()), found.sizeBytes()));
    } else if (event instanceof IngestEvent.FileAccepted accepted) {
      next.on(new IngestEvent.FileAccepted(accepted.folder(), names.shown(accepted.path())));
    } else if (event instanceof IngestEvent.BytesUnderWay sent) {
      next.on(new IngestEvent.BytesUnderWay(sent.folder(), names.shown(sent.path()), sent.bytes()));
    } else if (event instanceof IngestEvent.FileOutcome end) {
      next.on(
          new IngestEvent.FileOutcome(
              end.folder(),
              names.shown(end.path()),
              end.state(),
              end.reason(),
              end.virtualFolder(),
              end.status(),
              end.attempts(),
              end.sentBytes(),
              end.at(),
              end.repeated()));
    } else {
      next.on(event);
    }
  }
}
