package io.sluice.datasetserver;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;

/** Lists images and gives out their records and bytes. */
final class ImageResource {
  private final Database database;
  private final BlobReplies blobs;

  ImageResource(Database database, BlobReplies blobs) {
    this.database = database;
    this.blobs = blobs;
  }

  void addTo(Router router) {
    router.add("GET", "/images/", this::list);
    router.add("GET", "/images/{}/metadata", this::metadata);
    router.add("GET", "/images/{}", this::bytesById);
    router.add("GET", "/images/{}/{*}", this::bytesByName);
  }

  private Reply list(Call call) throws SQLException, IOException {
    QueryParameters query =
        call.query()
            .allowing(
                "dataset", "directory_path", "filename", "limit", "offset", "include_archived");
    String dataset =
        query
            .text("dataset")
            .filter(name -> !name.isBlank())
            .orElseThrow(() -> Problem.invalid("dataset", "is missing or blank"));
    Optional<String> directory = query.text("directory_path").map(ImageResource::directory);
    Optional<String> filename = query.text("filename").map(ImageResource::nfc);
    boolean archived = query.flag("include_archived");
    int limit = query.limit(100, 1_000);
    long offset = query.offset();
    Slice<Image> slice =
        database.read(
            c -> {
              String id = DatasetTable.get(c, dataset).id();
              return ImageTable.list(
                  c, new ImageQuery(id, directory, filename, archived, limit, offset));
            });
    return Reply.json(200, Wire.page(slice, slice.rows().stream().map(Wire::image).toList()));
  }

  private static String directory(String sent) {
    return DirectoryPath.parse(sent)
        .orElseThrow(() -> Problem.invalid("directory_path", DirectoryPath.RULE));
  }

  private Reply metadata(Call call) throws SQLException, IOException {
    call.query().allowing();
    return Reply.json(200, new Wire.Data<>(Wire.image(byId(call))));
  }

  private Reply bytesById(Call call) throws SQLException, IOException {
    call.query().allowing();
    return blobs.reply(call, byId(call));
  }

  private Reply bytesByName(Call call) throws SQLException, IOException {
    call.query().allowing();
    List<String> path = call.variables().subList(1, call.variables().size());
    String directory = "/" + String.join("/", path.subList(0, path.size() - 1));
    String filename = path.get(path.size() - 1);
    Optional<Image> image =
        database.read(c -> byName(c, call.variable(0), nfc(directory), nfc(filename)));
    return blobs.reply(call, image.orElseThrow(ImageResource::notFound));
  }

  private static Optional<Image> byName(
      Connection c, String dataset, String directory, String filename) throws SQLException {
    return ImageTable.find(c, DatasetTable.get(c, dataset).id(), directory, filename);
  }

  private Image byId(Call call) throws SQLException, IOException {
    return database
        .read(c -> ImageTable.find(c, call.variable(0)))
        .orElseThrow(ImageResource::notFound);
  }

  private static String nfc(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static Problem notFound() {
    return Problem.notFound("there is no such image");
  }
}
