package io.sluice.app;

import io.sluice.config.OnChange;
import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import io.sluice.item.RemoteName;
import io.sluice.ledger.FileDetails;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.ItemDetails;
import io.sluice.ledger.Lane;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Says in words what the ledger's rows mean for a file, and what would make it move on. Pure. */
final class FileExplanation {
  private FileExplanation() {}

  /**
   * @param former the names of what was uploaded of it before it changed
   * @param onChange what becomes of its changes; empty where no configuration has the folder
   */
  static FileOverview of(
      FileDetails details, List<RemoteName> former, Optional<OnChange> onChange) {
    FileEntry file = details.file();
    Optional<ItemDetails> item = details.item();
    FileState state = file.state().reported();
    String reason =
        file.reason().isEmpty() ? item.map(ItemDetails::reason).orElse("") : file.reason();
    return new FileOverview(
        file.path(),
        state,
        phase(details),
        reason, // escaped where it was recorded
        item.map(ItemDetails::attempts).orElse(0),
        nextTry(details),
        file.stamp().sizeBytes(),
        file.stamp().modifiedAt(),
        file.digest(),
        item.filter(one -> one.name().isFileName()).map(FileExplanation::remotePath).orElse(""),
        former.stream()
            .filter(RemoteName::isFileName)
            .map(name -> DisplayText.of(name.path()))
            .toList(),
        DisplayText.of(item.map(ItemDetails::remoteId).orElse("")),
        item.map(ItemDetails::status).orElse(0),
        file.lane() == Lane.LIVE,
        state == FileState.PENDING ? Optional.of(details.waitingSince()) : Optional.empty(),
        details.gone(),
        advice(details, onChange));
  }

  private static String remotePath(ItemDetails item) {
    RemoteName name = item.name();
    String kept = item.remoteFileName().isEmpty() ? name.fileName() : item.remoteFileName();
    return DisplayText.of(new RemoteName(name.scope(), name.directory(), kept).path());
  }

  private static Optional<Instant> nextTry(FileDetails details) {
    return switch (details.file().state()) {
      case FAILED -> details.file().retryAt();
      case QUEUED -> details.item().flatMap(ItemDetails::notBefore);
      case SETTLING, READY, UPLOADED, SKIPPED, CONFLICT, INCOMPLETE, VANISHED -> Optional.empty();
    };
  }

  private static String phase(FileDetails details) {
    return switch (details.file().state()) {
      case SETTLING -> "settling";
      case READY -> "ready";
      case QUEUED -> details.item().map(FileExplanation::phase).orElse("queued");
      case UPLOADED, SKIPPED, CONFLICT, INCOMPLETE, FAILED, VANISHED ->
          details.file().state().reported().word();
    };
  }

  private static String phase(ItemDetails item) {
    if (item.notBefore().isPresent()) {
      return "backing off";
    }
    return switch (item.state()) {
      case PLANNED -> item.leased() ? "in hand" : "queued";
      case RESERVED, SENT -> "in transfer";
      case COMMITTED -> "being processed";
      case UPLOADED, SKIPPED, CONFLICT, FAILED -> "queued";
    };
  }

  private static String advice(FileDetails details, Optional<OnChange> onChange) {
    return switch (details.file().state()) {
      case SETTLING ->
          "it goes on once it has not changed for the quiet period and is whole; a file that is not"
              + " by max-wait becomes incomplete";
      case READY -> "it gets its name and is queued once its dataset can be had: see the target";
      case QUEUED -> queued(details);
      case UPLOADED ->
          details.gone()
              ? "done; that it is gone here changes nothing in the dataset"
              : "done" + ofChange(details, onChange);
      case SKIPPED ->
          details.file().reason().equals(SidecarRules.NO_SIDECAR)
              ? "nothing to do; should a file of its name come, it is that one's sidecar"
              : "done: the dataset has it already, and nothing says that it differs";
      case CONFLICT ->
          Sidecars.isOne(details.file().path())
              ? "a sidecar of which it is not clear whose it is must be renamed; to replace what one"
                  + " said, delete the input at the platform and run 'sluice verify --repair'; where"
                  + " the input may be another's, its reason says what to do"
              : "rename the file, or remove what is in its way, or keep both with on-conflict: rename"
                  + " (on-change: rename for one that changed); a change of the file, or 'sluice retry',"
                  + " tries it again";
      case INCOMPLETE ->
          "it is uploaded as soon as it is whole; 'sluice retry' looks at it now, and on-incomplete:"
              + " upload sends such files as they are";
      case FAILED ->
          "a daemon tries it again"
              + nextTry(details).map(at -> " at " + at.truncatedTo(ChronoUnit.SECONDS)).orElse("")
              + " and when the file changes; 'sluice retry' tries it now";
      case VANISHED -> "nothing to do: it was gone before it was uploaded";
    };
  }

  private static String ofChange(FileDetails details, Optional<OnChange> onChange) {
    if (onChange.isEmpty()) {
      return "";
    }
    if (Sidecars.isOne(details.file().path())) {
      return "; should it change, it will be in conflict";
    }
    return switch (onChange.get()) {
      case REPORT -> "; should it change, it will be in conflict (on-change: report)";
      case RENAME -> "; should it change, it is uploaded under another name (on-change: rename)";
    };
  }

  private static String queued(FileDetails details) {
    Optional<Instant> notBefore = nextTry(details);
    return notBefore.isPresent()
        ? "it is tried again at " + notBefore.get().truncatedTo(ChronoUnit.SECONDS)
        : "its turn comes: it waits for a worker, a request, or the target, while a daemon or a"
            + " sync runs";
  }
}
