package io.sluice.datasetserver;

import io.sluice.datasetserver.UploadTable.Received;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How one image comes in: it is given a place for its bytes, and then made an image. Refusals are
 * thrown before anything is written, so that others of the same transaction can go on.
 */
final class ImageIntake {
  private final BlobStore blobs;
  private final UrlSigner signer;
  private final Limits limits;
  private final Clock clock;

  ImageIntake(BlobStore blobs, UrlSigner signer, Limits limits, Clock clock) {
    this.blobs = blobs;
    this.signer = signer;
    this.limits = limits;
    this.clock = clock;
  }

  /** The checks that come before a name is given a place, in the order that clients rely on. */
  void requireRoom(Connection c, Dataset dataset, NewImage image, long size) throws SQLException {
    image.requireType();
    if (size > limits.imageBytes()) {
      throw new Problem(413, "payload_too_large", sizeRule());
    }
    RemotePath path = image.path(dataset);
    Optional<Image> there = ImageTable.find(c, path.datasetId(), path.directory(), path.filename());
    if (there.isPresent()) {
      throw new Problem(
              409, "conflict", "'" + path.filename() + "' already exists in " + path.directory())
          .detail("archived", there.get().archived())
          .detail("image_id", there.get().id())
          .detail("sha256", there.get().sha256());
    }
  }

  /** What images must keep to in size. */
  String sizeRule() {
    return "an image may have at most " + limits.imageBytes() + " bytes";
  }

  /** Whether an image of that size is taken. */
  boolean takes(long size) {
    return size <= limits.imageBytes();
  }

  /** Gives a name a place, the one that it has if it has one, and says where to send its bytes. */
  Wire.IssuedUrl reserve(Connection c, Dataset dataset, NewImage image) throws SQLException {
    RemotePath path = image.path(dataset);
    String slot = UploadTable.reserve(c, path, clock.instant());
    return new Wire.IssuedUrl(
        path.filename(), path.directory(), signer.sign(slot, image.contentType()));
  }

  /**
   * Makes an image of the bytes that have arrived for a name.
   *
   * @throws Problem if it cannot be one; nothing is written then
   */
  Image register(Connection c, Dataset dataset, SentImage sent) throws SQLException, IOException {
    requireRoom(c, dataset, sent.image(), sent.size());
    RemotePath path = sent.image().path(dataset);
    Received received = received(c, path, sent.size());
    Image image =
        new Image(
            UUID.randomUUID().toString(),
            path.datasetId(),
            path.directory(),
            path.filename(),
            sent.image().requireType().contentType(),
            sent.size(),
            sent.width(),
            sent.height(),
            received.sha256(),
            false,
            Instant.ofEpochMilli(clock.millis()));
    ImageTable.insert(c, image);
    UploadTable.remove(c, received.id());
    return image;
  }

  private Received received(Connection c, RemotePath path, long size)
      throws SQLException, IOException {
    Optional<Received> received = UploadTable.received(c, path);
    if (received.isEmpty() || !blobs.holds(received.get().sha256(), received.get().size())) {
      throw new Problem(404, "upload_not_found", "no bytes have arrived for this name");
    }
    if (received.get().size() != size) {
      throw new Problem(
          422,
          "size_mismatch",
          "file_size is " + size + ", but " + received.get().size() + " bytes have arrived");
    }
    return received.get();
  }
}
