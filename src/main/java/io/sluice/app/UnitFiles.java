package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanVisitor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files of a directory that is to become one item, as they are on disk.
 *
 * @param directory the directory
 * @param files those that are wanted, in natural order; no more than {@link #MOST} and one
 * @param trouble what is in the way of taking it as a whole, in words
 */
record UnitFiles(RelativePath directory, List<Sighting> files, Optional<String> trouble) {
  /** More files than any item has. */
  static final int MOST = 1_000;

  UnitFiles {
    files = List.copyOf(files);
  }

  /** Lists a directory. Blocks on the disk. */
  static UnitFiles list(FolderContext folder, RelativePath directory)
      throws RootUnavailableException, InterruptedException {
    Listing listing = new Listing();
    folder.scan().runIn(directory, listing);
    listing.files.sort(Comparator.comparing(Sighting::path, new NaturalOrder()));
    return new UnitFiles(directory, listing.files, Optional.ofNullable(listing.trouble));
  }

  private static final class Listing implements ScanVisitor {
    private final List<Sighting> files = new ArrayList<>();
    private String trouble;

    @Override
    public void files(List<Sighting> chunk) {
      int room = Math.max(0, MOST + 1 - files.size());
      files.addAll(chunk.subList(0, Math.min(room, chunk.size())));
    }

    @Override
    public void tooLarge(Sighting file, long limitBytes) {
      trouble = file.path().fileName().display() + " is larger than " + limitBytes + " bytes";
    }

    @Override
    public void unreadable(RelativePath path, String reason) {
      trouble = path.fileName().display() + ": " + reason;
    }
  }
}
