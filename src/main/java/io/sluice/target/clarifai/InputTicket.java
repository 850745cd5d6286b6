package io.sluice.target.clarifai;

import io.sluice.annotation.InputDetails;
import io.sluice.file.ContentDigest;
import io.sluice.target.Reservation;
import java.time.Instant;
import java.util.Optional;

/**
 * Leave to send one file: the id that it is to have. Nothing is held at the platform; should the id
 * be taken meanwhile, the commit says so.
 */
final class InputTicket implements Reservation {
  private final String inputId;
  private final boolean linksOnly;
  private volatile Optional<ContentDigest> digest = Optional.empty();
  private volatile Optional<FileForm> form = Optional.empty();
  private volatile InputDetails details = InputDetails.NONE;
  private volatile boolean doubtful;

  /**
   * @param linksOnly whether the app has the input already, whole, and only the dataset lacks it
   */
  InputTicket(String inputId, boolean linksOnly) {
    this.inputId = inputId;
    this.linksOnly = linksOnly;
  }

  /** The ticket behind {@code reservation}, which this platform gave. */
  static InputTicket of(Reservation reservation) {
    if (reservation instanceof InputTicket ticket) {
      return ticket;
    }
    throw new IllegalArgumentException("not a reservation of this platform");
  }

  String inputId() {
    return inputId;
  }

  boolean linksOnly() {
    return linksOnly;
  }

  /** The file was read, and has this digest. */
  void read(ContentDigest content) {
    digest = Optional.of(content);
  }

  /** As {@link #read(ContentDigest)}, and is to be sent like this. */
  void read(ContentDigest content, FileForm sent) {
    form = Optional.of(sent);
    digest = Optional.of(content);
  }

  /** How the file is sent; empty while it was not read for that. */
  Optional<FileForm> form() {
    return form;
  }

  /** What its sidecar says, which was read with it. */
  void describe(InputDetails said) {
    details = said;
  }

  /** What its sidecar says; nothing where it has none. */
  InputDetails details() {
    return details;
  }

  /** What the file is to have; empty while it was not read. */
  Optional<ContentDigest> digest() {
    return digest;
  }

  /** It was posted, and it is not known what became of it. */
  void doubt() {
    doubtful = true;
  }

  /** Whether the platform may have it, although no answer said so. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** It does not run out: the bytes are in the file, and the id is free or is found to be taken. */
  @Override
  public Instant expiresAt() {
    return Instant.MAX;
  }

  @Override
  public String toString() {
    return "InputTicket";
  }
}
