package io.sluice.target.clarifai;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStat;
import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out, for files that may have one of several ids, which input is a file's own and which id
 * is free for it. What Sluice wrote into an input's metadata tells its own inputs from one another.
 */
final class Places {
  private final InputLookup lookup;
  private final Members members;

  Places(InputLookup lookup, Members members) {
    this.lookup = lookup;
    this.members = members;
  }

  /** Where a file stands. */
  sealed interface Place {
    /** An input of this dataset has its name, whatever the content. */
    record Taken(InputRecord input) implements Place {}

    /** Its input is in the app, with the same content, and not in this dataset. */
    record Elsewhere(InputRecord input) implements Place {}

    /** Its only id is that of an input of which nothing is known, not even that it is wanted. */
    record Barred(InputRecord input) implements Place {}

    /**
     * Whether it has an input cannot be asked.
     *
     * @param id the one that the platform does not accept
     * @param words why, as the platform says
     */
    record Unasked(String id, String words) implements Place {
      String reason() {
        return "the platform does not let the id " + id + " be asked for: " + words;
      }
    }

    /**
     * Nothing is there of it.
     *
     * @param ids those that it may have, the best first; none where each is another's
     */
    record Free(List<String> ids) implements Place {
      public Free {
        ids = List.copyOf(ids);
      }
    }
  }

  /** Where each file stands, in the order asked. */
  List<Place> of(Dataset dataset, List<Item> items) throws TargetException, InterruptedException {
    Set<String> ids = new HashSet<>();
    items.forEach(item -> ids.addAll(InputIds.of(dataset.name(), item)));
    RefusedIds refused = new RefusedIds();
    Map<String, InputRecord> there = lookup.find(ids, refused);
    Set<String> inDataset = members.among(dataset, ownIds(dataset, items, there), refused);
    List<Place> places = new ArrayList<>();
    for (Item item : items) {
      Optional<Place> unasked = unasked(dataset, item, refused);
      places.add(unasked.orElseGet(() -> place(dataset, item, there, inDataset)));
    }
    return places;
  }

  /** The next id would do for a file; but it may be there under the one that tells nothing. */
  private static Optional<Place> unasked(Dataset dataset, Item item, RefusedIds refused) {
    return InputIds.of(dataset.name(), item).stream()
        .flatMap(id -> refused.wordsOn(id).map(words -> new Place.Unasked(id, words)).stream())
        .<Place>map(place -> place)
        .findFirst();
  }

  /** The ids of inputs that are not another file's. */
  private static Set<String> ownIds(
      Dataset dataset, List<Item> items, Map<String, InputRecord> there) {
    Set<String> own = new HashSet<>();
    for (Item item : items) {
      for (String id : InputIds.of(dataset.name(), item)) {
        Optional.ofNullable(there.get(id))
            .filter(
                input ->
                    KnownBy.isContent(item)
                        || input.owner(dataset.name(), item.name()) != InputRecord.Owner.OTHER)
            .ifPresent(input -> own.add(id));
      }
    }
    return own;
  }

  private Place place(
      Dataset dataset, Item item, Map<String, InputRecord> there, Set<String> inDataset) {
    List<String> free = new ArrayList<>();
    for (String id : InputIds.of(dataset.name(), item)) {
      InputRecord input = there.get(id);
      if (input == null) {
        free.add(id);
      } else {
        Optional<Place> own = own(dataset, item, input, inDataset.contains(id));
        if (own.isPresent()) {
          return own.get();
        }
      }
    }
    return new Place.Free(free);
  }

  /** The place of a file whose input this is; empty where it is another's. */
  private static Optional<Place> own(
      Dataset dataset, Item item, InputRecord input, boolean inDataset) {
    if (KnownBy.isContent(item)) {
      return ownByContent(item, input, inDataset);
    }
    return switch (input.owner(dataset.name(), item.name())) {
      case OTHER -> Optional.empty();
      // Nobody says what it is: it counts by its name, where it is in the dataset at all.
      case UNTOLD -> inDataset ? Optional.of(new Place.Taken(input)) : Optional.empty();
      case SELF ->
          Optional.of(
              !inDataset && isSame(item, input)
                  ? new Place.Elsewhere(input)
                  : new Place.Taken(input));
      case NAMESAKE -> {
        if (!isSame(item, input)) {
          yield Optional.empty();
        }
        yield Optional.of(inDataset ? new Place.Taken(input) : new Place.Elsewhere(input));
      }
    };
  }

  /** An id that was given, or that is made of the content, says whose it is by the content. */
  private static Optional<Place> ownByContent(Item item, InputRecord input, boolean inDataset) {
    if (isSame(item, input)) {
      return Optional.of(inDataset ? new Place.Taken(input) : new Place.Elsewhere(input));
    }
    if (item.options().details().id().isEmpty()) {
      return Optional.empty();
    }
    boolean unknown = input.digest().isEmpty() && !inDataset;
    return Optional.of(unknown ? new Place.Barred(input) : new Place.Taken(input));
  }

  /** Whether an input has the content of the item's file, as far as both can be told. */
  static boolean isSame(Item item, InputRecord input) {
    return input.digest().isPresent() && digest(item.parts().get(0)).equals(input.digest());
  }

  /** Of the file as it is planned; empty where it cannot be read as that, which others find out. */
  static Optional<ContentDigest> digest(Part part) {
    Source source = part.source();
    if (source.knownDigest().isPresent() || !(source instanceof Source.LocalFile local)) {
      return source.knownDigest();
    }
    try {
      // The ledger does not keep all of a stamp: it is taken anew where nothing says otherwise.
      FileStat now = FileStat.of(local.file().path());
      boolean asPlanned = now.isRegularFile() && now.stamp().sameContentStamp(local.file().stamp());
      return asPlanned
          ? Optional.of(local.file().withStamp(now.stamp()).digest())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The file behind an item. */
  static StampedFile file(Item item) {
    return ((Source.LocalFile) item.parts().get(0).source()).file();
  }
}
