package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Opens one-shot commands so that they get on with a daemon that may be running. */
public final class OneShots {
  private OneShots() {}

  /**
   * A sync, done here or, where a daemon has the state directory, with it: its folders are handed
   * to it, other folders are synced beside it.
   *
   * @throws StartException as {@link FolderSync#open}, and when the daemon has another
   *     configuration
   */
  public static OneShot sync(SluiceConfig config, List<FolderConfig> folders, SyncObserver observer)
      throws StartException, IOException, InterruptedException {
    return open(config, folders, Assignment.SYNC, observer);
  }

  /**
   * Tries again what failed, is in conflict or incomplete, and nothing else; done here or, where a
   * daemon has the state directory, with it.
   *
   * @param log the files that it is for; empty for all of them. What it notes grows until the run
   *     has begun. A daemon tries again whatever ended badly in the folders
   * @throws StartException as {@link #sync}
   */
  public static OneShot retry(
      SluiceConfig config,
      List<FolderConfig> folders,
      Optional<LoggedFailures> log,
      SyncObserver observer)
      throws StartException, IOException, InterruptedException {
    return open(config, folders, assignment(log, Optional.empty()), observer);
  }

  /**
   * As {@link #retry}; besides, a file that is not sent because something has its name, with other
   * content or not known to be the same, is sent under a name of its own, which follows from its
   * content. Files that were skipped by the name alone are among those that are tried.
   *
   * @throws StartException as {@link #sync}, and when a folder's target does not have such names;
   *     nothing was done then
   */
  public static OneShot retryDuplicates(
      SluiceConfig config,
      List<FolderConfig> folders,
      Optional<LoggedFailures> log,
      SyncObserver observer)
      throws StartException, IOException, InterruptedException {
    Duplicates duplicates = new Duplicates(config);
    duplicates.requireSentFrom(folders);
    return open(config, folders, assignment(log, Optional.of(duplicates)), observer);
  }

  private static Assignment assignment(
      Optional<LoggedFailures> log, Optional<Duplicates> duplicates) {
    return new RetryAssignment(log, duplicates, Clock.systemUTC());
  }

  /**
   * An upload of single files and directories, done here, beside a daemon that may be running. The
   * same push again sends nothing that the dataset has.
   *
   * @throws StartException when a path is missing or nothing that the target takes, when the target
   *     cannot do what is asked, or the state directory cannot be used; nothing was sent then
   */
  public static OneShot push(SluiceConfig config, PushRequest request, IngestListener observer)
      throws StartException, IOException, InterruptedException {
    return Push.open(config, request, observer);
  }

  /**
   * An upload of the rows of a CSV file, done here, beside a daemon that may be running. What is
   * wrong with a row is that row's failure. The same file again sends nothing that the dataset has;
   * one that was stopped is gone on with.
   *
   * @throws StartException when the file cannot be read or does not name its columns, when the
   *     target takes no rows, or the state directory cannot be used; nothing was sent then
   */
  public static OneShot csv(SluiceConfig config, CsvRequest request, IngestListener observer)
      throws StartException, IOException {
    RowJob.requireRows(config, request.target());
    CsvTable table = CsvTable.open(request);
    boolean opened = false;
    try {
      OneShot upload = RowUpload.open(RowJob.of(config, request, table), observer);
      opened = true;
      return upload;
    } finally {
      if (!opened) {
        table.close();
      }
    }
  }

  /**
   * An upload of items, done here, beside a daemon that may be running. Items are taken from the
   * iterator as they are sent, on a thread of the upload: a few thousand at most are ahead. Each is
   * called {@code NAME:NUMBER}, counted from 1, in what {@code observer} hears and in the report.
   * An item that is equal to an earlier one is skipped. The same items again send nothing that the
   * dataset has; what was taken from the iterator of an upload that was stopped is still sent.
   *
   * @throws StartException when the target takes no such items, or the state directory cannot be
   *     used; nothing was sent then
   */
  public static OneShot upload(
      SluiceConfig config,
      UploadRequest request,
      Iterator<UploadItem> items,
      IngestListener observer)
      throws StartException {
    return RowUpload.open(RowJob.of(config, request, items), observer);
  }

  /**
   * Tries again what the last {@link #upload} of that request left failed, in conflict or
   * incomplete, and nothing else. Items have the numbers that they had.
   *
   * @throws StartException as {@link #upload}
   */
  public static OneShot retryUpload(
      SluiceConfig config, UploadRequest request, IngestListener observer) throws StartException {
    return RowUpload.open(RowJob.ofFailed(config, request), observer);
  }

  /** A listener that tells what became of each item of an upload, or row of a CSV file. */
  public static IngestListener statuses(ItemListener listener) {
    return event -> {
      if (event instanceof IngestEvent.FileOutcome outcome) {
        String path = outcome.path().encoded();
        long number = Long.parseLong(path.substring(path.lastIndexOf(':') + 1));
        listener.ended(number, outcome.state(), outcome.reason());
      }
    };
  }

  static OneShot open(
      SluiceConfig config, List<FolderConfig> folders, Assignment assignment, SyncObserver observer)
      throws StartException, IOException, InterruptedException {
    Optional<RunningDaemon> daemon = RunningDaemon.find(config.stateDirectory());
    return daemon.isPresent()
        ? SyncBeside.open(daemon.get(), config, folders, assignment, observer)
        : FolderSync.openAt(WorkSite.own(config), config, folders, assignment, observer);
  }
}
