package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.file.FileState;
import io.sluice.ledger.FileDetails;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.KnownFolder;
import io.sluice.ledger.LedgerException;
import io.sluice.ledger.LedgerView;
import io.sluice.ledger.SqliteLibrary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Compares folders with their datasets by way of the ledger, and has uploaded again what the
 * datasets have lost. Deletes and replaces nothing at a target. The comparison takes no lock and
 * writes nothing of the user's, so that it runs beside a daemon; repairs are made as a sync would
 * make them, or handed to the daemon.
 */
public final class Verify implements AutoCloseable {
  private final SluiceConfig config;
  private final List<FolderConfig> folders;
  private final VerifyOptions options;
  private final SyncObserver observer;
  private final ForwardClock clock = ForwardClock.system();
  private final CloseStack closing = new CloseStack();

  /** By the names of the folders: files that are on disk and missing in the dataset. */
  private final Map<String, SpooledFailures> repairable = new LinkedHashMap<>();

  private Verify(
      SluiceConfig config,
      List<FolderConfig> folders,
      VerifyOptions options,
      SyncObserver observer) {
    this.config = config;
    this.folders = List.copyOf(folders);
    this.options = options;
    this.observer = observer;
  }

  /**
   * Prepares a comparison; asks and opens nothing yet.
   *
   * @param folders which folders; each one's target must be in {@code config}
   * @param observer hears how repairs go on
   * @throws StartException when a folder cannot be read
   */
  public static Verify open(
      SluiceConfig config, List<FolderConfig> folders, VerifyOptions options, SyncObserver observer)
      throws StartException {
    FolderChecks.requireReadable(folders);
    return new Verify(config, folders, options, observer);
  }

  /**
   * Compares all folders, then repairs. Call it once.
   *
   * @throws StartException when the ledger cannot be read, a port is taken, or a folder goes away
   * @throws DaemonGoneException when a daemon that was to repair something does not answer any more
   * @throws InterruptedException when the calling thread is interrupted
   */
  public VerifyResult run() throws StartException, DaemonGoneException, InterruptedException {
    try {
      SqliteLibrary.load(config.stateDirectory());
      VerifyResult compared = new VerifyResult(compare(), List.of(), Optional.empty());
      boolean lost = repairable.values().stream().anyMatch(files -> files.size() > 0);
      return options.repair() && lost ? repair(compared) : compared;
    } catch (LedgerException | IOException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private List<VerifyReport> compare() throws StartException, IOException, InterruptedException {
    List<VerifyReport> reports = new ArrayList<>();
    // Closed before anything is repaired: an embedded server must be free then.
    try (VerifyRound round = new VerifyRound(config, options.content(), clock)) {
      for (FolderConfig folder : folders) {
        SpooledFailures lost = closing.push(SpooledFailures.create());
        repairable.put(folder.name(), lost);
        reports.add(round.compare(folder, lost));
      }
    }
    return reports;
  }

  private VerifyResult repair(VerifyResult compared)
      throws StartException, IOException, DaemonGoneException, InterruptedException {
    List<FolderConfig> damaged =
        folders.stream().filter(folder -> lost(folder.name()).size() > 0).toList();
    RepairAssignment assignment = new RepairAssignment(repairable, clock);
    SyncResult repairs;
    try (OneShot run = OneShots.open(config, damaged, assignment, observer)) {
      repairs = run.run();
    }
    List<VerifyReport> reports = new ArrayList<>();
    try (CloseStack counting = new CloseStack()) {
      Optional<RunningDaemon> daemon = RunningDaemon.find(config.stateDirectory());
      daemon.ifPresent(counting::push);
      for (int i = 0; i < folders.size(); i++) {
        reports.add(compared.folders().get(i).withRepaired(repaired(folders.get(i), daemon)));
      }
    }
    return new VerifyResult(reports, repairs.troubles(), repairs.handedTo());
  }

  private SpooledFailures lost(String folder) {
    return Objects.requireNonNull(repairable.get(folder));
  }

  /** How many files of a folder are in the dataset again, as the ledger has it. */
  private long repaired(FolderConfig folder, Optional<RunningDaemon> daemon) {
    Optional<LedgerView> ledger = LedgerViews.of(config, folder, daemon);
    if (ledger.isEmpty()) {
      return 0;
    }
    try (LedgerView view = ledger.get()) {
      String identity = Targets.identity(config.target(folder.target()).orElseThrow());
      Optional<KnownFolder> known =
          view.folder(new FolderKey(folder.path(), identity, folder.dataset()));
      AtomicLong repaired = new AtomicLong();
      lost(folder.name())
          .forEach(
              file -> {
                if (known.isPresent() && isThere(view.file(known.get().id(), file.path()))) {
                  repaired.incrementAndGet();
                }
              });
      return repaired.get();
    }
  }

  private static boolean isThere(Optional<FileDetails> file) {
    FileState state =
        file.map(details -> details.file().state().reported()).orElse(FileState.VANISHED);
    return state == FileState.UPLOADED || state == FileState.SKIPPED;
  }

  /** Forgets the lists of missing files. */
  @Override
  public void close() throws IOException {
    closing.close();
  }
}
