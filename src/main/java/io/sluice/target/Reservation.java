package io.sluice.target;

import java.time.Instant;

/**
 * Leave to send one item, as the platform gave it. Opaque to everyone else: it may hold a signed
 * URL, so its {@code toString} shows nothing of its content and it is never written down.
 */
public interface Reservation {
  /** When it can no longer be used. */
  Instant expiresAt();
}
