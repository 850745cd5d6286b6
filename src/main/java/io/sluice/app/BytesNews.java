package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.target.PartBytes;
import java.util.Map;

/** Tells of the bytes of files that are being sent. */
final class BytesNews implements PartBytes {
  private final Map<Long, String> folders;
  private final IngestListener listener;

  /**
   * @param folders the names of the folders, by their rows in the ledger
   */
  BytesNews(Map<Long, String> folders, IngestListener listener) {
    this.folders = Map.copyOf(folders);
    this.listener = listener;
  }

  @Override
  public void sent(Item item, Part part, long sent, long length) {
    Origin.FolderUnit origin = (Origin.FolderUnit) item.origin();
    String folder = folders.get(origin.folderId());
    if (folder != null) {
      listener.on(new IngestEvent.BytesUnderWay(folder, path(item, part, origin), sent));
    }
  }

  /** An item goes by its first file, also where that is a row, or several files in one. */
  private static RelativePath path(Item item, Part part, Origin.FolderUnit origin) {
    boolean first = part.slot().equals(item.parts().get(0).slot());
    return !first && part.source() instanceof Source.LocalFile local
        ? RelativePath.of(local.file().root(), local.file().path())
        : origin.path();
  }
}
