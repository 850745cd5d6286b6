package io.sluice.ledger;

import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far the upload of a file is, or how it ended.
 *
 * @param name its name at the target
 * @param remoteFileName the name that the platform kept, where it told one
 * @param remoteId the platform's id, where it told one
 * @param state what may have happened to it so far
 * @param leased whether a worker has it, as far as the ledger knows
 * @param sizeBytes length of what was, or will be, sent, of all its files together
 * @param attempts tries that were used up
 * @param notBefore when it is tried again; empty for one that never had to wait, or is done
 * @param reason why it waits, or ended as it did; may be empty
 * @param status the HTTP status that decided it, or 0
 * @param updatedAt when the last of these changed
 */
public record ItemDetails(
    RemoteName name,
    String remoteFileName,
    String remoteId,
    ItemState state,
    boolean leased,
    long sizeBytes,
    int attempts,
    Optional<Instant> notBefore,
    String reason,
    int status,
    Instant updatedAt) {
  public ItemDetails {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(remoteFileName, "remoteFileName");
    Objects.requireNonNull(remoteId, "remoteId");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }
}
