package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of one file, for people. All texts are safe to print.
 *
 * @param path the file, below its folder
 * @param state the state that it is reported in
 * @param phase how far it is, finer than that: a word or two
 * @param reason why; may be empty
 * @param attempts tries that were used up
 * @param nextTry when it is tried again, where that is set
 * @param sizeBytes its length when it was last recorded
 * @param modifiedAt its last change when it was last recorded
 * @param sha256 of what was uploaded for it, where that is confirmed
 * @param remotePath its virtual folder and name in the dataset; empty while it has none
 * @param earlierPaths the same of what was uploaded of it before it changed; only of a file that
 *     was asked for by itself
 * @param remoteId the platform's id; empty where there is none
 * @param status the HTTP status that decided it, or 0
 * @param live whether it goes before a backlog
 * @param pendingSince since when it waits; empty for a file that does not
 * @param gone whether it is not on disk any more
 * @param advice what would make it move on
 */
public record FileOverview(
    RelativePath path,
    FileState state,
    String phase,
    String reason,
    int attempts,
    Optional<Instant> nextTry,
    long sizeBytes,
    Instant modifiedAt,
    Optional<ContentDigest> sha256,
    String remotePath,
    List<String> earlierPaths,
    String remoteId,
    int status,
    boolean live,
    Optional<Instant> pendingSince,
    boolean gone,
    String advice) {
  public FileOverview {
    earlierPaths = List.copyOf(earlierPaths);
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(nextTry, "nextTry");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(pendingSince, "pendingSince");
  }
}
