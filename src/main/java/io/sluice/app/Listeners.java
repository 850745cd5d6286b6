package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import java.util.List;

/** Tells several listeners, in order. */
final class Listeners implements IngestListener {
  private final List<IngestListener> listeners;

  Listeners(List<IngestListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void on(IngestEvent event) {
    listeners.forEach(listener -> listener.on(event));
  }
}
