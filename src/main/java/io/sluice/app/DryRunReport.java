package io.sluice.app;

import io.sluice.file.RelativePath;
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
 * @param renamings files that would be uploaded under a name with a suffix, at most {@link
 *     #MOST_PROBLEMS}
 * @param renamed how many those are
 * @param collisions how many of the problems claim a name that another file has
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
    List<Renaming> renamings,
    long renamed,
    long collisions,
    long undone,
    long ignored) {
  /** Most problems that are listed one by one. */
  public static final int MOST_PROBLEMS = 1_000;

  public DryRunReport {
    problems = List.copyOf(problems);
    renamings = List.copyOf(renamings);
  }

  /**
   * A file whose plain name is taken.
   *
   * @param path the file
   * @param name virtual folder and name that it would have
   */
  public record Renaming(RelativePath path, String name) {}
}
