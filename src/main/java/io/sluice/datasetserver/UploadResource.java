package io.sluice.datasetserver;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** The two calls around an upload: where to put the bytes, and that they are to be an image. */
final class UploadResource {
  private final ImageIntake intake;

  UploadResource(ImageIntake intake) {
    this.intake = intake;
  }

  void addTo(Router router, IdempotentWrites writes) {
    router.add("POST", "/images/upload-url", writes.around(this::uploadUrl));
    router.add("POST", "/images/register", writes.around(this::register));
  }

  private Reply uploadUrl(JsonNode body, Connection c) throws SQLException {
    JsonFields fields = new JsonFields(body);
    String name = fields.text("dataset");
    NewImage image = NewImage.read(fields);
    OptionalLong size = fields.optionalPositive("file_size", Long.MAX_VALUE);
    fields.check();
    Dataset dataset = DatasetTable.get(c, name);
    intake.requireRoom(c, dataset, image, size.orElse(1));
    Wire.IssuedUrl issued = intake.reserve(c, dataset, image);
    return Reply.json(
        200,
        new Wire.Data<>(
            new Wire.UploadUrl(
                issued.filename(),
                issued.directoryPath(),
                issued.uploadUrl(),
                UrlSigner.LIFE.toMinutes())));
  }

  private Reply register(JsonNode body, Connection c) throws SQLException, IOException {
    JsonFields fields = new JsonFields(body);
    String name = fields.text("dataset");
    SentImage sent = SentImage.read(fields);
    fields.check();
    Image image = intake.register(c, DatasetTable.get(c, name), sent);
    return Reply.json(201, new Wire.Data<>(Wire.image(image)));
  }
}
