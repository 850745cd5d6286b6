package io.sluice.target.darwin;

import io.sluice.file.ContentDigest;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.Part;
import io.sluice.item.Source;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What an item's slots, and the files in them, are called at the platform. Pure. */
final class SlotNames {
  /** A zip of slices goes by the slices' own extension, which says what is to be made of it. */
  private static final String VOLUME = ".dcm";

  /** Enough that no two sets of slots under one name are taken for one another. */
  private static final int MARK_LENGTH = 16;

  private SlotNames() {}

  /** The platform's name for the slot of {@code part}: channels are called as their files are. */
  static String slot(Item item, Part part) {
    return item.options().layout() == ItemLayout.CHANNELS ? file(item, part) : part.slot();
  }

  /**
   * An item of one file is called as its file is to be called, and a volume as its directory; in
   * others files keep their names, in composed form as all names here.
   */
  static String file(Item item, Part part) {
    return switch (item.options().layout()) {
      // Sidecars are for another platform.
      case PLAIN, ANNOTATED, SIDECAR -> item.name().fileName();
      case SERIES -> item.name().fileName() + VOLUME;
      case SLOTS, CHANNELS -> {
        RelativePath name = ownName(part);
        yield name.text().map(SlotNames::composed).orElseGet(name::display);
      }
    };
  }

  /** A name as servers may or may not send it back. */
  static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** Why the slots of {@code item} cannot be called so, with what to do; empty where they can. */
  static Optional<String> trouble(Item item) {
    ItemLayout layout = item.options().layout();
    if (layout != ItemLayout.SLOTS && layout != ItemLayout.CHANNELS) {
      return Optional.empty();
    }
    Set<String> slots = new HashSet<>();
    for (Part part : item.parts()) {
      String shown = ownName(part).display();
      if (ownName(part).text().isEmpty()) {
        return Optional.of(
            "the name "
                + shown
                + " is not valid Unicode, which the platform needs; rename that file");
      }
      if (!slots.add(slot(item, part))) {
        return Optional.of("two of its files would both be the channel " + shown + "; rename one");
      }
    }
    return Optional.empty();
  }

  /**
   * What a registration of {@code item} is known by again: the same for the same layout, slots and
   * files' names in the same order, and for no others. One word of ASCII.
   */
  static String mark(Item item) {
    // No name has a slash.
    StringBuilder all = new StringBuilder(item.options().layout().name());
    for (Part part : item.parts()) {
      all.append('/').append(slot(item, part)).append('/').append(file(item, part));
    }
    return ContentDigest.ofText(all.toString()).hex().substring(0, MARK_LENGTH);
  }

  private static RelativePath ownName(Part part) {
    StampedFile file = ((Source.LocalFile) part.source()).file();
    return RelativePath.of(file.root(), file.path()).fileName();
  }
}
