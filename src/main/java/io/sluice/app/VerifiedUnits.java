package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.FileDetails;
import io.sluice.ledger.ListedImage;
import io.sluice.ledger.PathRange;
import io.sluice.source.RootUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The directories of a folder that are items of several files, as a comparison sees them. The files
 * of a directory come one after the other, so the last one is kept. On one thread.
 */
final class VerifiedUnits {
  private final FolderContext folder;
  private final RecordedFiles recorded;
  private Optional<Unit> last = Optional.empty();

  VerifiedUnits(FolderContext folder, RecordedFiles recorded) {
    this.folder = folder;
    this.recorded = recorded;
  }

  /**
   * A directory.
   *
   * @param parts what the ledger calls uploaded of it, or found there
   * @param bytes of what the files on disk come to; empty where that cannot be told
   */
  private record Unit(RelativePath directory, List<FileDetails> parts, OptionalLong bytes) {}

  /** Of the other files of an item, one that is gone; empty for a file that is one by itself. */
  Optional<String> lostSibling(FileDetails file) {
    if (file.file().itemId().isEmpty()) {
      return Optional.empty();
    }
    return unit(file.file().path()).stream()
        .flatMap(unit -> unit.parts().stream())
        .filter(part -> part.file().itemId().equals(file.file().itemId()))
        .map(part -> part.file().path())
        .filter(path -> !(LocalCopy.at(path.in(folder.root())) instanceof LocalCopy.There))
        .map(path -> path.fileName().display())
        .findFirst();
  }

  /**
   * Whether a file that the ledger does not call uploaded is part of an item all the same: of one
   * that no other file accounts for, and that has as many bytes as the directory.
   */
  boolean isPartOf(Sighting file, ListedImage image) {
    Optional<Unit> unit = unit(file.path());
    boolean unknown = recorded.details(file.path()).isEmpty();
    return unknown
        && unit.isPresent()
        && unit.get().parts().isEmpty()
        && (image.sizeBytes().isEmpty() || image.sizeBytes().equals(unit.get().bytes()));
  }

  private Optional<Unit> unit(RelativePath path) {
    Optional<RelativePath> directory = folder.hasUnits() ? folder.unitOf(path) : Optional.empty();
    if (directory.isPresent() && !last.map(Unit::directory).equals(directory)) {
      last = Optional.of(new Unit(directory.get(), parts(directory.get()), bytes(directory.get())));
    }
    return directory.isPresent() ? last : Optional.empty();
  }

  private List<FileDetails> parts(RelativePath directory) {
    List<FileDetails> parts = new ArrayList<>();
    PathRange range = PathRange.below(directory);
    List<FileDetails> page = recorded.page(range);
    while (!page.isEmpty()) {
      page.stream().filter(RecordedFiles::isInDataset).forEach(parts::add);
      range = range.following(page.get(page.size() - 1).file().path());
      page = recorded.page(range);
    }
    return List.copyOf(parts);
  }

  private OptionalLong bytes(RelativePath directory) {
    try {
      UnitFiles files = UnitFiles.list(folder, directory, List.of());
      return files.trouble().isPresent()
          ? OptionalLong.empty()
          : OptionalLong.of(folder.hasVolumes() ? files.zipped().bytes() : files.bytes());
    } catch (RootUnavailableException e) {
      // The walk itself notices in a moment, and says so.
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }
}
