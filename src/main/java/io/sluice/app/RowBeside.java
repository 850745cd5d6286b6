package io.sluice.app;

import io.sluice.annotation.InputDetails;
import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.StampedFile;
import io.sluice.item.Source;
import io.sluice.ledger.ToldItem;
import io.sluice.target.clarifai.ClarifaiTarget;
import java.io.IOException;
import java.util.Optional;

/** What a row is sent as where something has its id: the same, under one more of its content. */
final class RowBeside {
  private RowBeside() {}

  /** The item with that id; as it is, where its id comes from the name of its file. */
  static ToldItem told(ToldItem item, ContentDigest content) {
    Optional<String> id = ClarifaiTarget.idBeside(item.details().id(), item.source(), content);
    return id.isEmpty() ? item : new ToldItem(item.source(), withId(item.details(), id));
  }

  private static InputDetails withId(InputDetails details, Optional<String> id) {
    return new InputDetails(
        id, details.concepts(), details.metadata(), details.geoPoint(), details.annotations());
  }

  /**
   * The SHA-256 of what is to be sent.
   *
   * @throws IOException when its file cannot be read as what it was stamped
   */
  static ContentDigest content(ToldItem item, FileStamp stamp) throws IOException {
    if (item.source() instanceof Source.LocalFile local) {
      return new StampedFile(local.file().path(), stamp).digest();
    }
    return item.source().knownDigest().orElseThrow();
  }
}
