package io.sluice.app;

import io.sluice.report.FileFailure;
import java.nio.file.Path;
import java.util.List;

/**
 * What a sync of one folder would do, as far as this machine can tell. Names that are in the
 * dataset already and were never seen by this ledger are found only by a real run.
 *
 * @param folder the folder
 * @param name its name
 * @param target the target's name
 * @param dataset the dataset's name
 * @param upload files that would be uploaded
 * @param uploadBytes their bytes
 * @param known files that are as the ledger knows them, done
 * @param problems files that would not be uploaded, at most {@link #MOST_PROBLEMS}
 * @param collisions how many of them claim a name that another file has
 * @param undone how many files would not be uploaded
 * @param ignored files that the rules leave out
 */
public record DryRunReport(
    Path folder,
    String name,
    String target,
    String dataset,
    long upload,
    long uploadBytes,
    long known,
    List<FileFailure> problems,
    long collisions,
    long undone,
    long ignored) {
  /** Most problems that are listed one by one. */
  public static final int MOST_PROBLEMS = 1_000;

  public DryRunReport {
    problems = List.copyOf(problems);
  }
}
