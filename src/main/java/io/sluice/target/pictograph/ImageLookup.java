package io.sluice.target.pictograph;

import io.sluice.http.BrokenReplyException;
import io.sluice.item.RemoteName;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.TargetException;
import io.sluice.target.web.CallErrors;
import java.text.Normalizer;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Looks up what the platform has under a name, archived images included. */
final class ImageLookup {
  private static final int ROWS = 100;

  private final PictographApi api;

  ImageLookup(PictographApi api) {
    this.api = api;
  }

  /** As {@link io.sluice.target.Target#find}, for one name. */
  Finding find(Dataset dataset, RemoteName name) throws TargetException, InterruptedException {
    Rows rows = rows(dataset, name.directory(), name.fileName());
    if (rows.match().isPresent()) {
      return new Finding.Present(rows.match().get().toRemoteImage(name.directory()));
    }
    if (rows.more()) {
      return new Finding.Unknown("the server does not look up images by name");
    }
    Optional<RemoteName> rendition = rendition(name);
    return rendition.isPresent() ? findConverted(dataset, rendition.get()) : new Finding.Absent();
  }

  /** The name under which the platform may keep what it makes of a file that it converts. */
  static Optional<RemoteName> rendition(RemoteName name) {
    if (!ContentTypes.isConverted(name.fileName())) {
      return Optional.empty();
    }
    String stem = name.fileName().substring(0, name.fileName().lastIndexOf('.'));
    return Optional.of(new RemoteName(name.scope(), name.directory(), stem + ".png"));
  }

  /**
   * The platform may keep a HEIC under the name of the PNG that it makes of it. Such a PNG can just
   * as well be another file's.
   */
  private Finding findConverted(Dataset dataset, RemoteName rendition)
      throws TargetException, InterruptedException {
    Rows rows = rows(dataset, rendition.directory(), rendition.fileName());
    return rows.match().isPresent()
        ? new Finding.Unknown(
            "there is a PNG of that name, which may be the platform's rendition of this file")
        : new Finding.Absent();
  }

  private Rows rows(Dataset dataset, String directory, String fileName)
      throws TargetException, InterruptedException {
    HttpUrl url =
        api.path("images/")
            .addQueryParameter("dataset", dataset.id())
            .addQueryParameter("directory_path", directory)
            .addQueryParameter("filename", fileName)
            .addQueryParameter("include_archived", "true")
            .addQueryParameter("limit", Integer.toString(ROWS))
            .build();
    ApiReply reply = api.get(url);
    if (reply instanceof ApiReply.Declined declined) {
      if (PictographErrors.isAboutAValue(declined)) {
        return Rows.UNTOLD;
      }
      throw PictographErrors.atCall(declined);
    }
    try {
      return read(((ApiReply.Accepted) reply).body(), dataset, directory, fileName);
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  private static Rows read(JsonNode body, Dataset dataset, String directory, String fileName)
      throws BrokenReplyException {
    JsonNode data = body.isArray() ? body : body.path("data");
    if (!data.isArray()) {
      throw new BrokenReplyException("the reply has no list of images");
    }
    Optional<ImageRecord> match = Optional.empty();
    for (JsonNode row : data.values()) {
      ImageRecord image = ImageRecord.of(row);
      if (match.isEmpty() && isAsked(image, dataset, directory, fileName)) {
        match = Optional.of(image);
      }
    }
    return new Rows(match, body.path("pagination").path("has_more").asBoolean(false));
  }

  /** Servers that overlook a filter answer with other images as well. */
  private static boolean isAsked(
      ImageRecord image, Dataset dataset, String directory, String fileName) {
    return same(image.filename(), fileName)
        && same(image.directory().orElse(directory), directory)
        && image.datasetId().orElse(dataset.id()).equals(dataset.id());
  }

  private static boolean same(String theirs, String ours) {
    return Normalizer.normalize(theirs, Normalizer.Form.NFC).equals(ours);
  }

  /**
   * What a list held.
   *
   * @param match the image that was asked for
   * @param more whether the list goes on
   */
  private record Rows(Optional<ImageRecord> match, boolean more) {
    static final Rows UNTOLD = new Rows(Optional.empty(), true);
  }
}
