package io.sluice.app;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import io.sluice.ledger.ListedImage;
import io.sluice.ledger.Listings;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.RemoteImage;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a dataset that was listed has under the names of files, and what it has besides. Whatever is
 * found is noted, so that in the end the rest is known.
 */
final class RemoteCopies {
  private final Target target;
  private final Optional<Dataset> dataset;
  private final Listings listings;
  private final long generation;
  private final PatientCalls calls;
  private final Clock clock;

  /**
   * @param dataset the dataset; empty for one that is not there
   * @param listings of the dataset, which was read to its end
   */
  RemoteCopies(
      Target target,
      Optional<Dataset> dataset,
      Listings listings,
      PatientCalls calls,
      Clock clock) {
    this.target = target;
    this.dataset = dataset;
    this.listings = listings;
    this.generation = listings.begin().orElseThrow();
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * A name to look for.
   *
   * @param name ours
   * @param kept the file name that the platform kept in its place; empty if the same
   */
  record Wanted(RemoteName name, String kept) {}

  /** The images of some names; those that are not listed are missing from the answer. */
  Map<Wanted, ListedImage> find(List<Wanted> names) {
    Map<String, Set<String>> byDirectory = new HashMap<>();
    for (Wanted wanted : names) {
      spellings(wanted)
          .forEach(
              name ->
                  byDirectory
                      .computeIfAbsent(name.directory(), d -> new LinkedHashSet<>())
                      .add(name.fileName()));
    }
    Map<String, Map<String, ListedImage>> listed = new HashMap<>();
    byDirectory.forEach(
        (directory, files) -> listed.put(directory, listings.find(directory, files).orElseThrow()));
    Map<Wanted, ListedImage> found = new HashMap<>();
    for (Wanted wanted : names) {
      spellings(wanted).stream()
          .flatMap(name -> Optional.ofNullable(image(listed, name)).stream())
          .findFirst()
          .ifPresent(image -> found.put(wanted, image));
    }
    listings.add(generation, List.copyOf(new LinkedHashSet<>(found.values())));
    return found;
  }

  private static ListedImage image(Map<String, Map<String, ListedImage>> listed, RemoteName name) {
    return listed.getOrDefault(name.directory(), Map.of()).get(name.fileName());
  }

  private List<RemoteName> spellings(Wanted wanted) {
    List<RemoteName> names = new ArrayList<>();
    RemoteName name = wanted.name();
    names.add(name);
    if (!wanted.kept().isEmpty() && !wanted.kept().equals(name.fileName())) {
      names.add(new RemoteName(name.scope(), name.directory(), wanted.kept()));
    }
    names.addAll(target.aliases(name));
    return names;
  }

  /** Asks for one name, since a listing is not of one moment. */
  boolean isMissing(Wanted wanted, RelativePath path, Path file, FileStamp stamp)
      throws TargetException, InterruptedException {
    if (dataset.isEmpty()) {
      return true;
    }
    for (RemoteName name : spellings(wanted)) {
      Item item = item(name, path, file, stamp);
      Finding finding = calls.ask(() -> target.find(dataset.get(), List.of(item))).get(0);
      if (finding instanceof Finding.Present present) {
        listings.add(generation, List.of(listed(present.image())));
        return false;
      }
      if (finding instanceof Finding.Unknown || finding instanceof Finding.Processing) {
        return false;
      }
    }
    return true;
  }

  private static Item item(RemoteName name, RelativePath path, Path file, FileStamp stamp) {
    Source source = new Source.LocalFile(new StampedFile(file, stamp), Optional.empty());
    return new Item(
        0,
        new Origin.FolderUnit(0, path),
        name,
        ItemState.PLANNED,
        0,
        List.of(new Part(Part.ONLY_SLOT, source, "")));
  }

  private ListedImage listed(RemoteImage image) {
    return new ListedImage(
        image.directory(),
        image.fileName(),
        image.id(),
        image.sizeBytes(),
        image.digest(),
        clock.instant());
  }

  /** A page of images that nobody has asked for yet, in order of directory and name. */
  List<ListedImage> others(Optional<ListedImage> after, int limit) {
    return listings.unseen(generation, after, limit);
  }
}
