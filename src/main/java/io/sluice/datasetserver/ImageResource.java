package io.sluice.datasetserver;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists images and gives out their records and bytes. */
final class ImageResource {
  private final Database database;
  private final BlobReplies blobs;
  private final Clock clock;

  ImageResource(Database database, BlobReplies blobs, Clock clock) {
    this.database = database;
    this.blobs = blobs;
    this.clock = clock;
  }

  void addTo(Router router) {
    router.add("GET", "/images/", this::list);
    router.add("GET", "/images/{}/metadata", this::metadata);
    router.add("GET", "/images/{}", this::bytesById);
    router.add("GET", "/images/{}/{*}", this::bytesByName);
    router.add("DELETE", "/images/{}/{*}", this::remove);
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
    return blobs.reply(call, database.read(c -> byName(c, call)));
  }

  /** Archives an image, which keeps its name, or removes it for good, which frees the name. */
  private Reply remove(Call call) throws SQLException, IOException {
    boolean permanent = call.query().allowing("permanent").flag("permanent");
    Instant now = clock.instant();
    Image image =
        database.write(
            c -> {
              Image found = byName(c, call);
              if (permanent) {
                ImageTable.delete(c, found, now);
              } else if (!found.archived()) {
                ImageTable.archive(c, found, now);
              }
              return found;
            });
    String what = image.filename() + (permanent ? " was deleted" : " was archived");
    return Reply.json(200, new Wire.Removed(true, what));
  }

  private static Image byName(Connection c, Call call) throws SQLException {
    List<String> path = call.variables().subList(1, call.variables().size());
    String directory = "/" + String.join("/", path.subList(0, path.size() - 1));
    String filename = path.get(path.size() - 1);
    String dataset = DatasetTable.get(c, call.variable(0)).id();
    return ImageTable.find(c, dataset, nfc(directory), nfc(filename))
        .orElseThrow(ImageResource::notFound);
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
