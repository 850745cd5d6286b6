package io.sluice.app;

import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An empty folder of a configuration with a ledger, and a target that is never asked. */
final class WiredFolder implements AutoCloseable {
  private final CloseStack closing = new CloseStack();
  private final Ledger ledger;
  private final FolderContext context;

  /**
   * @param settings a further key of the folder
   */
  WiredFolder(Path directory, String settings, ForwardClock clock) throws Exception {
    this(
        directory,
        "type: embedded, port: 0, data-dir: " + directory.resolve("data"),
        settings,
        clock);
  }

  /**
   * @param target the keys of its target
   * @param settings a further key of the folder
   */
  WiredFolder(Path directory, String target, String settings, ForwardClock clock) throws Exception {
    Path root = Files.createDirectory(directory.resolve("inbox"));
    Path file = directory.resolve("sluice.yaml");
    Files.writeString(
        file,
        """
        state-dir: %s
        targets:
          local: { %s }
        folders:
          - { path: %s, target: local, dataset: pictures, %s }
        """
            .formatted(directory.resolve("state"), target, root, settings));
    SluiceConfig config = ConfigLoader.load(file, Environment.ofProcess());
    FolderConfig folder = config.folders().get(0);
    Targets targets =
        new Targets(config, new Threads(error -> {}), clock, closing, (name, server) -> {});
    TargetLink link = targets.namesOnly(config.target(folder.target()).orElseThrow());
    ledger = closing.push(SqliteLedger.open(directory.resolve("ledger.db"), clock.instant()));
    context = FolderWiring.context(folder, link, ledger, false);
  }

  Ledger ledger() {
    return ledger;
  }

  FolderContext context() {
    return context;
  }

  @Override
  public void close() throws IOException {
    closing.close();
  }
}
