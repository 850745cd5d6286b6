package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import io.sluice.item.RemoteName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A file's claim to a remote name.
 *
 * @param path the file
 * @param stamp what it is now
 * @param name the name that it is to have
 * @param lane which queue it waits in
 * @param rank its place among those of its lane that never had to wait: lowest first
 * @param renamedFor the file's SHA-256, where the name has its suffix; empty for its plain name
 * @param waitsFor the folders whose files are waited for, should one of them have the name and be
 *     on its way, because what it has there decides; empty for a claimant that is refused at once
 * @param options what the platform is told with it
 * @param others the further files of the same item, in their order; empty for an item of one file.
 *     Of {@link ItemLayout#ANNOTATED} the sidecar, which has an item of its own besides; of {@link
 *     ItemLayout#SIDECAR} the file that it speaks of, which is no part of it and is waited for
 */
public record NameClaim(
    RelativePath path,
    FileStamp stamp,
    RemoteName name,
    Lane lane,
    long rank,
    Optional<ContentDigest> renamedFor,
    Set<Long> waitsFor,
    ItemOptions options,
    List<PartClaim> others) {
  public NameClaim {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(lane, "lane");
    Objects.requireNonNull(renamedFor, "renamedFor");
    waitsFor = Set.copyOf(waitsFor);
    Objects.requireNonNull(options, "options");
    others = List.copyOf(others);
    boolean annotated = options.layout() == ItemLayout.ANNOTATED;
    if (renamedFor.isPresent() && !others.isEmpty() && !annotated) {
      throw new IllegalArgumentException("an item of several files has no content of its own");
    }
    boolean sidecar = options.layout() == ItemLayout.SIDECAR;
    if ((annotated || sidecar) && others.size() != 1) {
      throw new IllegalArgumentException("a file and its sidecar are two, not " + others);
    }
  }

  /** A claim of one plain file. */
  public NameClaim(
      RelativePath path,
      FileStamp stamp,
      RemoteName name,
      Lane lane,
      long rank,
      Optional<ContentDigest> renamedFor,
      Set<Long> waitsFor) {
    this(path, stamp, name, lane, rank, renamedFor, waitsFor, ItemOptions.NONE, List.of());
  }

  /** A claim whose file goes before all that are younger. */
  public NameClaim(RelativePath path, FileStamp stamp, RemoteName name, Lane lane) {
    this(path, stamp, name, lane, stamp.modifiedAt().getEpochSecond());
  }

  /** A claim to the plain name, which is refused when another file has it. */
  public NameClaim(RelativePath path, FileStamp stamp, RemoteName name, Lane lane, long rank) {
    this(path, stamp, name, lane, rank, Optional.empty(), Set.of());
  }

  /** The file that a sidecar speaks of; empty for any other claim. */
  public Optional<RelativePath> subject() {
    return options.layout() == ItemLayout.SIDECAR
        ? Optional.of(others.get(0).path())
        : Optional.empty();
  }

  /** The files that go with the item, and have its state. */
  List<PartClaim> together() {
    return switch (options.layout()) {
      case PLAIN, SLOTS, CHANNELS, SERIES -> others;
      case ANNOTATED, SIDECAR -> List.of();
    };
  }

  /** Whether it is to be compared with whoever has the name, rather than just refused. */
  boolean isCompared() {
    return !waitsFor.isEmpty();
  }
}
