package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.failpoint.Failpoints;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.KnownFolder;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerView;
import io.sluice.ledger.Listings;
import io.sluice.ledger.SqliteLedger;
import io.sluice.source.RootUnavailableException;
import io.sluice.target.Dataset;
import io.sluice.target.PartBytes;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Compares folders with their datasets, one after the other. The listings go to a ledger of its own
 * that is thrown away; the one of the folders is only read.
 */
final class VerifyRound implements AutoCloseable {
  /** Stands for the id of a dataset that is not there. */
  private static final String NO_DATASET = "not-there";

  private final SluiceConfig config;
  private final boolean content;
  private final ForwardClock clock;
  private final CloseStack closing = new CloseStack();
  private final Optional<RunningDaemon> daemon;
  private final Ledger listings;
  private final Targets targets;
  private final PatientCalls calls;
  private final Map<String, TargetLink> links = new HashMap<>();

  /**
   * @param content whether images are downloaded where the platform offers no hash of them
   */
  VerifyRound(SluiceConfig config, boolean content, ForwardClock clock)
      throws IOException, InterruptedException {
    this.config = config;
    this.content = content;
    this.clock = clock;
    this.daemon = RunningDaemon.find(config.stateDirectory());
    daemon.ifPresent(closing::push);
    this.listings =
        SqliteLedger.open(
            closing.push(ScratchDirectory.make()).file("listing.db"), clock.instant());
    closing.push(listings);
    this.targets =
        new Targets(
            config,
            new Threads(died -> {}),
            clock,
            closing,
            (name, server) -> {},
            embedded -> daemon.flatMap(running -> running.address(embedded)),
            Failpoints.none(),
            PartBytes.UNWATCHED);
    this.calls = new PatientCalls(clock, RandomGenerator.getDefault());
  }

  /**
   * Compares one folder.
   *
   * @param repairable takes the missing files that are on disk
   * @throws StartException when its target cannot be connected, or it goes away
   */
  VerifyReport compare(FolderConfig config, SpooledFailures repairable)
      throws StartException, IOException, InterruptedException {
    long startNanos = System.nanoTime();
    FolderContext folder = FolderWiring.context(config, link(config), listings, true);
    VerifyFindings findings = new VerifyFindings();
    Optional<TargetTrouble> trouble = Optional.empty();
    Optional<LedgerView> ledger = LedgerViews.of(this.config, config, daemon);
    try {
      FolderVerification verification = prepare(folder, ledger, repairable);
      findings = verification.findings();
      verification.run();
    } catch (TargetException e) {
      trouble = Optional.of(TargetTrouble.of(folder.link().name(), e));
    } catch (RootUnavailableException e) {
      throw new StartException(e.getMessage(), e);
    } finally {
      ledger.ifPresent(LedgerView::close);
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    return findings.report(config, trouble, elapsed);
  }

  private TargetLink link(FolderConfig folder) throws StartException {
    TargetConfig target = config.target(folder.target()).orElseThrow();
    TargetLink known = links.get(target.name());
    if (known == null) {
      known = targets.connect(target);
      links.put(target.name(), known);
    }
    return known;
  }

  private FolderVerification prepare(
      FolderContext folder, Optional<LedgerView> ledger, SpooledFailures repairable)
      throws TargetException, InterruptedException {
    Optional<Dataset> dataset = dataset(folder);
    String id = dataset.map(Dataset::id).orElse(NO_DATASET);
    listings.bindScope(folder.folderId(), id, clock.instant());
    Listings listed = listings.listings(folder.folderId(), id);
    Instant listedAt = clock.instant();
    if (dataset.isPresent()) {
      DatasetReading reading = new DatasetReading(folder.link().target(), listed, calls, clock);
      listedAt = reading.read(dataset.get());
    }
    RemoteCopies remote = new RemoteCopies(folder.link().target(), dataset, listed, calls, clock);
    FolderKey key =
        new FolderKey(folder.root(), folder.link().identity(), folder.config().dataset());
    Optional<KnownFolder> known = ledger.flatMap(view -> view.folder(key));
    UploadedComparison.Downloads downloads =
        image ->
            content && dataset.isPresent()
                ? calls.ask(() -> folder.link().target().download(dataset.get(), image))
                : Optional.empty();
    return new FolderVerification(
        folder, id, new RecordedFiles(ledger, known), remote, listedAt, downloads, repairable);
  }

  /** Empty for one that a sync would create: then all that was uploaded is missing. */
  private Optional<Dataset> dataset(FolderContext folder)
      throws TargetException, InterruptedException {
    String name = folder.config().dataset();
    try {
      return Optional.of(calls.ask(() -> folder.link().target().openDataset(name, false)));
    } catch (TargetException e) {
      if (e.kind() == TargetException.Kind.DATASET_MISSING && folder.config().createIfMissing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    closing.close();
  }
}
