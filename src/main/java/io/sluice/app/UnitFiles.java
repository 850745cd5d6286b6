package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.file.ZipMeasure;
import io.sluice.item.Source;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanVisitor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a directory that is to become one item, as they are on disk.
 *
 * @param directory the directory
 * @param files those that are wanted, in natural order; no more than {@link #most} and one, but for
 *     those that were asked for
 * @param trouble what is in the way of taking it as a whole, in words
 */
record UnitFiles(RelativePath directory, List<Sighting> files, Optional<String> trouble) {
  /** More files than any item has that is not a zip. */
  private static final int MOST = 1_000;

  UnitFiles {
    files = List.copyOf(files);
  }

  /**
   * Lists a directory. Blocks on the disk.
   *
   * @param asked files that are listed, if they are there, however many others are
   */
  static UnitFiles list(
      FolderContext folder, RelativePath directory, Collection<RelativePath> asked)
      throws RootUnavailableException, InterruptedException {
    int most = most(folder);
    Listing listing = new Listing(most, asked);
    folder.scan().runIn(directory, listing);
    listing.files.sort(Comparator.comparing(Sighting::path, new NaturalOrder()));
    return new UnitFiles(directory, listing.files, Optional.ofNullable(listing.trouble));
  }

  /** The most files of one item of a folder. */
  static int most(FolderContext folder) {
    return folder.hasVolumes() ? ZipMeasure.MOST_ENTRIES : MOST;
  }

  /** How long the files are together. */
  long bytes() {
    return files.stream().mapToLong(file -> file.stamp().sizeBytes()).sum();
  }

  /** How long they are as one zip. */
  ZipMeasure zipped() {
    ZipMeasure measure = ZipMeasure.EMPTY;
    for (Sighting file : files) {
      measure = measure.plus(Source.StoredZip.entryName(file.path()), file.stamp().sizeBytes());
    }
    return measure;
  }

  /** Why they cannot be one zip, in words; empty where they can. */
  Optional<String> zipTrouble() {
    Set<String> names = new HashSet<>();
    for (Sighting file : files) {
      if (!names.add(Source.StoredZip.entryName(file.path()))) {
        return Optional.of(
            directory.display()
                + " has two files that would both be called "
                + Source.StoredZip.entryName(file.path())
                + " in its zip; rename one");
      }
    }
    return zipped().excess().map(words -> directory.display() + " has " + words);
  }

  private static final class Listing implements ScanVisitor {
    private final List<Sighting> files = new ArrayList<>();
    private final int most;
    private final Set<RelativePath> asked;
    private String trouble;

    Listing(int most, Collection<RelativePath> asked) {
      this.most = most;
      this.asked = new HashSet<>(asked);
    }

    @Override
    public void files(List<Sighting> chunk) {
      for (Sighting file : chunk) {
        if (files.size() <= most || asked.contains(file.path())) {
          files.add(file);
        }
      }
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
