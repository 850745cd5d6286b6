package io.sluice.app;

import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.ledger.NameClaim;
import io.sluice.report.FileFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what a dry run of one folder finds: counts all of it, and names the first of what would
 * be left undone or renamed. Used by one thread.
 */
final class DryRunFindings implements UnitRehearsal.Answers, SidecarRehearsal.Problems {
  private final List<FileFailure> problems = new ArrayList<>();
  private final List<DryRunReport.Renaming> renamings = new ArrayList<>();
  private long upload;
  private long uploadBytes;
  private long known;
  private long renamed;
  private long collisions;
  private long undone;

  /** A file would be uploaded under the name that it claims. */
  void upload(NameClaim claim) {
    upload(1, claim.stamp().sizeBytes());
    if (claim.renamedFor().isPresent()) {
      renamed++;
      if (renamings.size() < DryRunReport.MOST_PROBLEMS) {
        renamings.add(new DryRunReport.Renaming(claim.path(), claim.name().path()));
      }
    }
  }

  @Override
  public void upload(long files, long bytes) {
    upload += files;
    uploadBytes += bytes;
  }

  /** A file is as the ledger knows it, or its content is there. */
  void known() {
    known++;
  }

  /** A file would not be uploaded, since another one has its name. */
  void collision(RelativePath path, FileState state, String reason) {
    collisions++;
    problem(path, state, reason);
  }

  @Override
  public void undone(RelativePath path, FileState state, String reason, long files) {
    problem(path, state, files == 1 ? reason : "its " + files + " files: " + reason);
    undone += files - 1;
  }

  /** A file would not be uploaded. */
  @Override
  public void problem(RelativePath path, FileState state, String reason) {
    undone++;
    if (problems.size() < DryRunReport.MOST_PROBLEMS) {
      problems.add(new FileFailure(path, state, reason));
    }
  }

  /**
   * All of it.
   *
   * @param ignored files that the rules leave out
   */
  DryRunReport report(FolderContext folder, long ignored) {
    return new DryRunReport(
        folder.root(),
        folder.name(),
        folder.link().name(),
        folder.config().dataset(),
        upload,
        uploadBytes,
        known,
        problems,
        renamings,
        renamed,
        collisions,
        undone,
        ignored);
  }
}
