package io.sluice.datasetserver;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * The two calls around uploads, for many images of one dataset: one transaction for all of them, so
 * that they cost one wait for the disk.
 */
final class BulkUploadResource {
  /** The most images in one call. */
  private static final int MOST_IMAGES = 500;

  private final ImageIntake intake;

  BulkUploadResource(ImageIntake intake) {
    this.intake = intake;
  }

  void addTo(Router router, IdempotentWrites writes) {
    router.add("POST", "/images/bulk-upload-url", writes.aroundBulk(this::uploadUrls));
    router.add("POST", "/images/bulk-register", writes.aroundBulk(this::register));
  }

  /**
   * URLs for all of them or for none, in the order asked. Names that are taken get theirs, too: the
   * bytes replace nothing, and registering says that the name is taken.
   */
  private Reply uploadUrls(JsonNode body, Connection c) throws SQLException {
    JsonFields fields = new JsonFields(body);
    String name = fields.text("dataset");
    List<NewImage> images = fields.images(MOST_IMAGES, this::newImage);
    fields.check();
    Dataset dataset = DatasetTable.get(c, name);
    List<Wire.IssuedUrl> urls = new ArrayList<>();
    for (NewImage image : images) {
      urls.add(intake.reserve(c, dataset, image));
    }
    return Reply.json(200, new Wire.Data<>(new Wire.UploadUrls(urls, UrlSigner.LIFE.toMinutes())));
  }

  private NewImage newImage(JsonFields fields) {
    NewImage image = NewImage.read(fields);
    if (image.type().isEmpty()) {
      fields.fault("content_type", NewImage.TYPE_RULE);
    }
    OptionalLong size = fields.optionalPositive("file_size", Long.MAX_VALUE);
    if (size.isPresent() && !intake.takes(size.getAsLong())) {
      fields.fault("file_size", intake.sizeRule());
    }
    return image;
  }

  /** Those that can be images become images; the others are told why not. */
  private Reply register(JsonNode body, Connection c) throws SQLException, IOException {
    JsonFields fields = new JsonFields(body);
    String name = fields.text("dataset");
    List<SentImage> sent = fields.images(MOST_IMAGES, SentImage::read);
    fields.check();
    Dataset dataset = DatasetTable.get(c, name);
    List<Wire.ImageRecord> succeeded = new ArrayList<>();
    List<Wire.FailedImage> failed = new ArrayList<>();
    for (SentImage image : sent) {
      try {
        succeeded.add(Wire.image(intake.register(c, dataset, image)));
      } catch (Problem e) {
        NewImage refused = image.image();
        failed.add(new Wire.FailedImage(refused.filename(), refused.directory(), words(e)));
      }
    }
    return Reply.json(
        succeeded.isEmpty() ? 200 : 201,
        new Wire.Data<>(new Wire.Registered(succeeded, failed, succeeded.size())));
  }

  private static String words(Problem problem) {
    return switch (problem.code()) {
      case "conflict" -> "duplicate";
      case "upload_not_found" -> problem.code();
      default -> problem.code() + ": " + problem.getMessage();
    };
  }
}
