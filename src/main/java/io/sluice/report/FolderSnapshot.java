package io.sluice.report;

import io.sluice.event.FolderState;
import io.sluice.ledger.FolderCounts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A folder at one moment, as the daemon reports it: the ledger's counts.
 *
 * @param name its name
 * @param target the target's name
 * @param counts its files
 * @param ignored files that the rules left out in the last scan
 * @param state what it is doing
 * @param notes what is wrong, in words for people
 * @param at when
 */
public record FolderSnapshot(
    String name,
    String target,
    FolderCounts counts,
    long ignored,
    FolderState state,
    List<String> notes,
    Instant at) {
  public FolderSnapshot {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(at, "at");
    notes = List.copyOf(notes);
  }
}
