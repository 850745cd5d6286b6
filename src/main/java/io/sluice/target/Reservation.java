package io.sluice.target;

import java.time.Instant;
import java.util.Map;

/**
 * Leave to send one item, as the platform gave it. Opaque to everyone else: it may hold a signed
 * URL, so its {@code toString} shows nothing of its content and it is never written down.
 */
public interface Reservation {
  /** When it can no longer be used. */
  Instant expiresAt();

  /**
   * What the platform will know each part by, also after a restart: by slot. Kept in the ledger
   * before any byte is sent; empty where a reservation leaves no trace.
   */
  default Map<String, String> tokens() {
    return Map.of();
  }
}
