package io.sluice.item;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes one entry of a dataset.
 *
 * @param id its row in the ledger, which outcomes are matched by
 * @param origin where it came from
 * @param name its name at the platform
 * @param state what may have happened to it so far
 * @param attempts how many tries have been used up, 0 or more
 * @param parts its slots, at least one
 * @param options what its platform is told about it beside
 */
public record Item(
    long id,
    Origin origin,
    RemoteName name,
    ItemState state,
    int attempts,
    List<Part> parts,
    ItemOptions options) {
  public Item {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(options, "options");
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts must not be negative: " + attempts);
    }
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("an item needs a part: " + name);
    }
  }

  /** A plain item, of which the platform is told no more. */
  public Item(
      long id, Origin origin, RemoteName name, ItemState state, int attempts, List<Part> parts) {
    this(id, origin, name, state, attempts, parts, ItemOptions.NONE);
  }

  /** The same, with other parts. */
  public Item withParts(List<Part> others) {
    return new Item(id, origin, name, state, attempts, others, options);
  }

  /** The same, under another name. */
  public Item withName(RemoteName other) {
    return new Item(id, origin, other, state, attempts, parts, options);
  }

  /** The same, with other options. */
  public Item withOptions(ItemOptions others) {
    return new Item(id, origin, name, state, attempts, parts, others);
  }

  /** The same, in another state. */
  public Item withState(ItemState other) {
    return new Item(id, origin, name, other, attempts, parts, options);
  }

  /** The same, with the tokens that the platform knows its parts by; one slot may have none. */
  public Item withTokens(Map<String, String> tokens) {
    return withParts(
        parts.stream()
            .map(
                part ->
                    new Part(
                        part.slot(), part.source(), tokens.getOrDefault(part.slot(), part.token())))
            .toList());
  }

  /**
   * Whether something was reserved for it before: parts have tokens, be it only some, and be it
   * those of other parts that had their slots then. What they are good for its target tells.
   */
  public boolean hasTokens() {
    return parts.stream().anyMatch(part -> !part.token().isEmpty());
  }

  /**
   * The parts that become its entry: all of them, but for a sidecar behind its file, or the file
   * behind a sidecar.
   */
  public List<Part> entryParts() {
    return options.layout() == ItemLayout.ANNOTATED ? parts.subList(0, 1) : ownParts();
  }

  /** The parts that are its own: all of them, but for the file behind a sidecar. */
  public List<Part> ownParts() {
    return options.layout() == ItemLayout.SIDECAR ? parts.subList(0, 1) : parts;
  }

  /** The file that a sidecar speaks of, as its entry was made of it; empty for any other item. */
  public Optional<Part> subject() {
    return parts.subList(ownParts().size(), parts.size()).stream().findFirst();
  }

  /** Bytes of the parts that become its entry. */
  public long sizeBytes() {
    return entryParts().stream().mapToLong(part -> part.source().sizeBytes()).sum();
  }
}
