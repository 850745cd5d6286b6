package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.AbsolutePath;
import io.sluice.file.FileReason;
import io.sluice.file.RelativePath;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.KnownFolder;
import io.sluice.ledger.LedgerException;
import io.sluice.ledger.LedgerView;
import io.sluice.ledger.SqliteLibrary;
import io.sluice.source.FolderProbe;
import io.sluice.source.Look;
import io.sluice.source.RootUnavailableException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger knows of files, read beside a running daemon: takes no lock and changes nothing.
 * One thread.
 */
public final class FileInventory implements AutoCloseable {
  private static final UnknownFile NOT_THERE =
      new UnknownFile(UnknownFile.Why.NOT_THERE, "not known, and not there");

  private final SluiceConfig config;
  private final List<LedgerView> ledgers = new ArrayList<>();

  private FileInventory(SluiceConfig config) {
    this.config = config;
  }

  /**
   * Opens the ledger of the state directory, and those of runs that were made beside a daemon.
   *
   * @throws StartException when one cannot be read
   */
  public static FileInventory open(SluiceConfig config) throws StartException {
    FileInventory inventory = new FileInventory(config);
    boolean opened = false;
    try {
      SqliteLibrary.load(config.stateDirectory());
      LedgerViews.in(config.stateDirectory()).ifPresent(inventory.ledgers::add);
      Path beside = config.stateDirectory().resolve("beside");
      if (Files.isDirectory(beside)) {
        inventory.openAll(beside);
      }
      opened = true;
      return inventory;
    } catch (LedgerException e) {
      throw new StartException(e.getMessage(), e);
    } catch (DirectoryIteratorException e) {
      throw unreadable(config, e.getCause());
    } catch (IOException e) {
      throw unreadable(config, e);
    } finally {
      if (!opened) {
        inventory.close();
      }
    }
  }

  private static StartException unreadable(SluiceConfig config, IOException e) {
    return new StartException(
        "the state directory "
            + config.stateDirectory()
            + " cannot be read ("
            + FileReason.of(e)
            + "); run this as the user that Sluice runs as",
        e);
  }

  private void openAll(Path beside) throws IOException {
    try (DirectoryStream<Path> places = Files.newDirectoryStream(beside)) {
      for (Path place : places) {
        LedgerViews.in(place).ifPresent(ledgers::add);
      }
    }
  }

  /** The folders of the configuration; where it has none, all that the ledger has. */
  public List<InventoryFolder> folders() {
    return config.folders().isEmpty()
        ? recorded()
        : config.folders().stream().map(this::configured).toList();
  }

  /** The folder at {@code path}: of the configuration or else, with each dataset, of the ledger. */
  public List<InventoryFolder> at(Path path) {
    Optional<FolderConfig> known =
        config.folders().stream().filter(folder -> folder.path().equals(path)).findFirst();
    return known.isPresent()
        ? List.of(configured(known.get()))
        : recorded().stream().filter(folder -> folder.root().equals(path)).toList();
  }

  /** The folders that {@code path} is below; the deepest first. */
  public List<InventoryFolder> above(Path path) {
    List<InventoryFolder> all = new ArrayList<>();
    config.folders().forEach(folder -> all.add(configured(folder)));
    List<Path> configured = config.folders().stream().map(FolderConfig::path).toList();
    recorded().stream().filter(f -> !configured.contains(f.root())).forEach(all::add);
    return all.stream()
        .filter(folder -> path.startsWith(folder.root()) && !path.equals(folder.root()))
        .sorted(
            Comparator.comparing((InventoryFolder folder) -> folder.root().getNameCount())
                .reversed())
        .toList();
  }

  /** Whether {@code path} is a directory on disk, or one that the ledger has files below. */
  public boolean isDirectory(InventoryFolder folder, RelativePath path) {
    return Files.isDirectory(path.in(folder.root())) || folder.hasBelow(path);
  }

  /** Why the ledger does not know a file: a look at the disk tells. */
  public UnknownFile whyUnknown(InventoryFolder folder, RelativePath path) {
    Optional<FolderConfig> known =
        config.folders().stream().filter(f -> f.path().equals(folder.root())).findFirst();
    if (known.isEmpty()) {
      return Files.exists(path.in(folder.root()))
          ? notSeen("not seen yet: the next sync of " + folder.name() + " looks at it")
          : NOT_THERE;
    }
    try {
      Look look =
          new FolderProbe(folder.root(), FolderWiring.filter(known.get(), config)).look(path);
      return unknown(look);
    } catch (RootUnavailableException e) {
      return notSeen(e.getMessage());
    }
  }

  private static UnknownFile unknown(Look look) {
    if (look instanceof Look.Ignored ignored) {
      return new UnknownFile(UnknownFile.Why.IGNORED, "ignored: " + ignored.reason().text());
    }
    if (look instanceof Look.TooLarge large) {
      return notSeen(
          "larger than the limit of " + large.limitBytes() + " bytes; the next scan reports it");
    }
    if (look instanceof Look.Unreadable trouble) {
      return notSeen("cannot be looked at: " + trouble.reason());
    }
    return look instanceof Look.Gone ? NOT_THERE : notSeen("not seen yet: the next scan finds it");
  }

  private static UnknownFile notSeen(String words) {
    return new UnknownFile(UnknownFile.Why.NOT_SEEN, words);
  }

  private InventoryFolder configured(FolderConfig folder) {
    TargetConfig target = config.target(folder.target()).orElseThrow();
    FolderKey key = new FolderKey(folder.path(), Targets.identity(target), folder.dataset());
    Optional<InventoryFolder.Rows> rows =
        ledgers.stream().flatMap(ledger -> rows(ledger, key).stream()).findFirst();
    return new InventoryFolder(
        folder.path(),
        folder.name(),
        folder.target(),
        folder.dataset(),
        Optional.of(folder.onChange()),
        rows);
  }

  private static Optional<InventoryFolder.Rows> rows(LedgerView ledger, FolderKey key) {
    return ledger.folder(key).map(known -> new InventoryFolder.Rows(ledger, known.id()));
  }

  private List<InventoryFolder> recorded() {
    List<InventoryFolder> found = new ArrayList<>();
    for (LedgerView ledger : ledgers) {
      for (KnownFolder known : ledger.folders()) {
        found.add(recorded(ledger, known));
      }
    }
    return found;
  }

  private InventoryFolder recorded(LedgerView ledger, KnownFolder known) {
    FolderKey key = known.key();
    String target =
        config.targets().stream()
            .filter(candidate -> RunningDaemon.isSame(key.target(), candidate))
            .map(TargetConfig::name)
            .findFirst()
            .orElse(key.target());
    String last = AbsolutePath.lastPart(key.root());
    return new InventoryFolder(
        key.root(),
        last.isEmpty() ? "root" : last,
        target,
        key.dataset(),
        Optional.empty(),
        Optional.of(new InventoryFolder.Rows(ledger, known.id())));
  }

  @Override
  public void close() {
    ledgers.forEach(LedgerView::close);
    ledgers.clear();
  }
}
