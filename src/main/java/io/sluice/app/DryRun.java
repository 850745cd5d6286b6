package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerException;
import io.sluice.ledger.SqliteLedger;
import io.sluice.ledger.SqliteLibrary;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanStarts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what a sync would do: walks the folders, looks into new files and gives out names, against a
 * copy of the ledger that is thrown away. Sends no request, writes nothing of the user's, and runs
 * beside a daemon.
 */
public final class DryRun implements AutoCloseable {
  private final SluiceConfig config;
  private final List<FolderConfig> folders;
  private final ScanStarts starts;
  private final boolean allBeside;
  private final List<String> empty;
  private final CloseStack closing = new CloseStack();
  private final Map<String, TargetLink> links = new HashMap<>();
  private final Ledger ledger;

  private DryRun(
      SluiceConfig config,
      List<FolderConfig> folders,
      Path state,
      ScanStarts starts,
      boolean allBeside,
      List<String> empty,
      Path scratch)
      throws IOException {
    this.config = config;
    this.empty = List.copyOf(empty);
    this.starts = starts;
    this.allBeside = allBeside;
    this.folders = List.copyOf(folders);
    closing.push(() -> deleteAll(scratch));
    this.ledger = closing.push(copyOfLedger(state, scratch));
  }

  /**
   * Prepares a dry run of a push.
   *
   * @throws StartException as {@link OneShots#push}
   */
  public static DryRun ofPush(SluiceConfig config, PushRequest request)
      throws StartException, InterruptedException {
    TargetConfig target = Push.target(config, request);
    if (request.duplicates()) {
      new Duplicates(config).requireSentTo(request.target());
    }
    PushFolder folder = PushFolder.of(request, target);
    PushPlace place = PushPlace.of(config, request, target);
    return open(
        config,
        List.of(folder.config()),
        place.directory(),
        folder.starts(),
        request.duplicates(),
        folder.withoutFiles());
  }

  /**
   * Says what an upload of the rows of a CSV file would do, as far as this machine can tell. Sends
   * no request.
   *
   * @throws StartException as {@link OneShots#csv}
   */
  public static DryRunReport ofCsv(SluiceConfig config, CsvRequest request)
      throws StartException, IOException, InterruptedException {
    return RowRehearsal.run(config, request);
  }

  /**
   * Prepares a dry run.
   *
   * @throws StartException when a folder or the ledger cannot be read
   */
  public static DryRun open(SluiceConfig config, List<FolderConfig> folders) throws StartException {
    FolderChecks.requireReadable(folders);
    return open(config, folders, config.stateDirectory(), ScanStarts.WHOLE, false, List.of());
  }

  private static DryRun open(
      SluiceConfig config,
      List<FolderConfig> folders,
      Path state,
      ScanStarts starts,
      boolean allBeside,
      List<String> empty)
      throws StartException {
    try {
      SqliteLibrary.load(config.stateDirectory());
      Path scratch = Files.createTempDirectory("sluice-dry-run-");
      return new DryRun(config, folders, state, starts, allBeside, empty, scratch);
    } catch (IOException | LedgerException e) {
      throw new StartException("a dry run needs a copy of the ledger: " + e.getMessage(), e);
    }
  }

  private static Ledger copyOfLedger(Path state, Path scratch) {
    Path original = StateDirectory.ledgerFile(state);
    Path copy = scratch.resolve("ledger.db");
    if (Files.exists(original)) {
      SqliteLedger.copy(original, copy);
    }
    return SqliteLedger.open(copy, Clock.systemUTC().instant());
  }

  static void deleteAll(Path scratch) throws IOException {
    try (var files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }

  /**
   * Goes through all folders.
   *
   * @throws StartException when a folder goes away meanwhile
   */
  public List<DryRunReport> run() throws StartException, InterruptedException {
    Threads threads = new Threads(error -> {});
    Targets targets =
        new Targets(config, threads, ForwardClock.system(), closing, (name, server) -> {});
    List<DryRunReport> reports = new ArrayList<>();
    for (FolderConfig folder : folders) {
      TargetLink link =
          links.computeIfAbsent(
              folder.target(), name -> targets.namesOnly(config.target(name).orElseThrow()));
      SentBeside beside = allBeside ? SentBeside.ofAll() : new SentBeside();
      FolderContext context = FolderWiring.context(folder, starts, beside, link, ledger, true);
      try {
        reports.add(new FolderRehearsal(context, ledger, Clock.systemUTC()).run());
      } catch (RootUnavailableException e) {
        throw new StartException(e.getMessage(), e);
      }
    }
    return reports;
  }

  /** What was named and would come to nothing, in words, each with the reason. */
  public List<String> remarks() {
    return empty.stream().map(directory -> directory + "; nothing would be sent of it").toList();
  }

  @Override
  public void close() throws IOException {
    closing.close();
  }
}
