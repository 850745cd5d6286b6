package io.sluice.app;

import io.sluice.config.Annotations;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.source.RootUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** Which files of a folder with sidecars would go, as they lie there now. */
final class SidecarRehearsal {
  private final FolderContext folder;
  private final Problems problems;

  /** Takes a file that would not go. */
  interface Problems {
    void problem(RelativePath path, FileState state, String reason);
  }

  SidecarRehearsal(FolderContext folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** Those that would go; JSON files of other tools are passed over. */
  List<FolderRehearsal.Wanted> going(List<FolderRehearsal.Wanted> wanted)
      throws InterruptedException {
    SidecarPairs pairs;
    try {
      pairs = SidecarPairs.read(folder, wanted.stream().map(w -> w.sighting().path()).toList());
    } catch (RootUnavailableException e) {
      // The walk itself notices in a moment, and says so.
      return List.of();
    }
    List<FolderRehearsal.Wanted> going = new ArrayList<>();
    for (FolderRehearsal.Wanted one : wanted) {
      if (goes(one.sighting().path(), pairs.partner(one.sighting().path()))) {
        going.add(one);
      }
    }
    return going;
  }

  private boolean goes(RelativePath path, SidecarPairs.Partner partner) {
    boolean required = folder.config().media().annotations() == Annotations.REQUIRED;
    boolean sidecar = folder.isSidecar(path);
    if (partner instanceof SidecarPairs.Partner.Found found
        && found.content() instanceof Sidecars.Content.Good) {
      return true;
    }
    if (sidecar && partner instanceof SidecarPairs.Partner.Nobody) {
      return false;
    }
    if (!sidecar && !required) {
      return true;
    }
    FileState state = required ? FileState.INCOMPLETE : FileState.FAILED;
    problems.problem(
        path, state, sidecar ? SidecarRules.fault(partner) : SidecarRules.waits(path, partner));
    return false;
  }
}
