package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import java.util.Map;

/** Forgets that a file is to be sent beside another one, once it has come to its end. */
final class SentBesideEnds implements IngestListener {
  private final Map<String, SentBeside> folders;
  private final IngestListener next;

  /**
   * @param folders by their names; may be added to before anything is told
   */
  SentBesideEnds(Map<String, SentBeside> folders, IngestListener next) {
    this.folders = folders;
    this.next = next;
  }

  @Override
  public void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileOutcome outcome) {
      SentBeside beside = folders.get(outcome.folder());
      if (beside != null) {
        beside.remove(outcome.path());
      }
    }
    next.on(event);
  }
}
