package io.sluice.target.pictograph;

import io.sluice.target.Reservation;
import io.sluice.target.web.SignedPut;
import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;

/** Leave to send one file: the signed URL, and what has to be said the same way again. */
final class UploadTicket implements Reservation {
  private final HttpUrl url;
  private final EntryName keptName;
  private final String contentType;
  private final String generation;
  private final Instant expiresAt;

  UploadTicket(
      HttpUrl url, EntryName keptName, String contentType, String generation, Instant expiresAt) {
    this.url = url;
    this.keptName = keptName;
    this.contentType = contentType;
    this.generation = generation;
    this.expiresAt = expiresAt;
  }

  /** The ticket behind {@code reservation}, which this platform gave. */
  static UploadTicket of(Reservation reservation) {
    if (reservation instanceof UploadTicket ticket) {
      return ticket;
    }
    throw new IllegalArgumentException("not a reservation of this platform");
  }

  /** A bearer of rights: never logged, never written down. */
  SignedPut put() {
    return new SignedPut(url, Optional.of(MediaType.get(contentType)));
  }

  /** The name as the server gave it back, which may differ from the one that was asked with. */
  EntryName keptName() {
    return keptName;
  }

  String contentType() {
    return contentType;
  }

  /** What tells this reservation from an earlier one for the same file. */
  String generation() {
    return generation;
  }

  @Override
  public Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public String toString() {
    return "UploadTicket";
  }
}
