package io.sluice.faultserver;

import io.sluice.app.SyncResult;
import io.sluice.app.TargetTrouble;
import io.sluice.file.FileState;
import io.sluice.report.RunCounts;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How a sync of one folder ended.
 *
 * @param code the exit code, or what it would be
 * @param undone the failures that were listed, with their reasons
 */
record SyncEnd(int code, long seen, long uploaded, long skipped, List<String> undone) {
  static SyncEnd of(SyncResult result) {
    RunCounts counts = result.folders().get(0).counts();
    List<String> undone = new ArrayList<>();
    result
        .folders()
        .get(0)
        .failures()
        .forEach(f -> undone.add(f.path() + " " + f.state() + " " + f.reason()));
    result.troubles().forEach(trouble -> undone.add("target " + trouble.reason()));
    result.lostFolders().forEach(lost -> undone.add("target " + lost));
    return new SyncEnd(
        code(result, counts.undone()),
        counts.seen(),
        counts.of(FileState.UPLOADED),
        counts.of(FileState.SKIPPED),
        undone);
  }

  static SyncEnd of(int code, JsonNode report) {
    JsonNode folder = report.get("folders").get(0);
    List<String> undone = new ArrayList<>();
    folder.get("failures").forEach(failure -> undone.add(failure.toString()));
    return new SyncEnd(
        code,
        folder.get("images_attempted").longValue(),
        folder.get("images_uploaded").longValue(),
        folder.get("images_skipped").longValue(),
        undone);
  }

  /** As the command line has it. */
  private static int code(SyncResult result, long undone) {
    List<TargetTrouble.Kind> kinds = result.troubles().stream().map(TargetTrouble::kind).toList();
    if (kinds.contains(TargetTrouble.Kind.REFUSED)) {
      return 5;
    }
    if (kinds.contains(TargetTrouble.Kind.UNREACHABLE)) {
      return 75;
    }
    boolean whole = kinds.isEmpty() && result.lostFolders().isEmpty();
    return undone > 0 || !whole ? 4 : 0;
  }
}
