package io.sluice.datasetserver;

import io.sluice.datasetserver.UploadTable.Received;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The two calls around an upload: where to put the bytes, and that they are to be an image. */
final class UploadResource {
  private static final long LARGEST_SIDE = 1_000_000;

  private final BlobStore blobs;
  private final UrlSigner signer;
  private final Limits limits;
  private final Clock clock;

  UploadResource(BlobStore blobs, UrlSigner signer, Limits limits, Clock clock) {
    this.blobs = blobs;
    this.signer = signer;
    this.limits = limits;
    this.clock = clock;
  }

  void addTo(Router router, IdempotentWrites writes) {
    router.add("POST", "/images/upload-url", writes.around(this::uploadUrl));
    router.add("POST", "/images/register", writes.around(this::register));
  }

  private Reply uploadUrl(JsonNode body, Connection c) throws SQLException {
    JsonFields fields = new JsonFields(body);
    NewImage image = NewImage.read(fields);
    OptionalLong size = fields.optionalPositive("file_size", Long.MAX_VALUE);
    fields.check();
    RemotePath path = admit(c, image, size.orElse(1));
    String slot = UploadTable.reserve(c, path, clock.instant());
    return Reply.json(
        200,
        new Wire.Data<>(
            new Wire.UploadUrl(
                path.filename(),
                path.directory(),
                signer.sign(slot, image.contentType()),
                UrlSigner.LIFE.toMinutes())));
  }

  private Reply register(JsonNode body, Connection c) throws SQLException, IOException {
    JsonFields fields = new JsonFields(body);
    NewImage sent = NewImage.read(fields);
    long size = fields.positive("file_size");
    OptionalLong width = fields.optionalPositive("width", LARGEST_SIDE);
    OptionalLong height = fields.optionalPositive("height", LARGEST_SIDE);
    fields.check();
    RemotePath path = admit(c, sent, size);
    Received received = received(c, path, size);
    Image image =
        new Image(
            UUID.randomUUID().toString(),
            path.datasetId(),
            path.directory(),
            path.filename(),
            sent.type().contentType(),
            size,
            width,
            height,
            received.sha256(),
            false,
            Instant.ofEpochMilli(clock.millis()));
    ImageTable.insert(c, image);
    UploadTable.remove(c, received.id());
    return Reply.json(201, new Wire.Data<>(Wire.image(image)));
  }

  /** The checks that both calls share, in the order in which clients may rely on them. */
  private RemotePath admit(Connection c, NewImage image, long size) throws SQLException {
    RemotePath path = image.path(DatasetTable.get(c, image.dataset()));
    image.type();
    if (size > limits.imageBytes()) {
      throw new Problem(
          413, "payload_too_large", "an image may have at most " + limits.imageBytes() + " bytes");
    }
    Optional<Image> there = ImageTable.find(c, path.datasetId(), path.directory(), path.filename());
    if (there.isPresent()) {
      throw new Problem(
              409, "conflict", "'" + path.filename() + "' already exists in " + path.directory())
          .detail("archived", there.get().archived())
          .detail("image_id", there.get().id())
          .detail("sha256", there.get().sha256());
    }
    return path;
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
