package io.sluice.app;

import io.sluice.pace.Pace;
import io.sluice.target.Target;
import io.sluice.upload.GroupLimits;
import java.util.Objects;

/**
 * A target as it is connected.
 *
 * @param name the configuration's name for it
 * @param identity what the ledger keeps its rows under: type and URL, or the dataset server's id
 * @param files what it takes
 * @param target the connection
 * @param pace its limits, which count its requests
 * @param workers parallel transfers
 * @param groups how files are put together for one request
 */
record TargetLink(
    String name,
    String identity,
    TargetFiles files,
    Target target,
    Pace pace,
    int workers,
    GroupLimits groups) {
  TargetLink {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(pace, "pace");
    Objects.requireNonNull(groups, "groups");
  }
}
