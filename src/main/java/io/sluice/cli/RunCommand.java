package io.sluice.cli;

import io.sluice.app.Daemon;
import io.sluice.config.Environment;
import io.sluice.config.FolderConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice run}: the daemon. */
@Command(
    name = "run",
    description = "Sync every folder, then watch until stopped.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice run ~/hot-folder",
      "      one folder, into the embedded dataset server",
      "  sluice run -c /etc/sluice/sluice.yaml",
      "      all configured folders",
      "",
      "Stop it with Ctrl-C or SIGTERM; what is under way may end first, and a second "
          + "signal ends it at once. It does not end for a target or folder that is not "
          + "there.",
      "",
      "Exit codes: 1 internal error, 2 usage, configuration or state directory, 130 and "
          + "143 stopped by a signal."
    })
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice");
  private static final Duration MOST_TO_STOP = Duration.ofSeconds(24);

  private final Environment environment;

  @Mixin private CommonOptions common;
  @Mixin private FolderOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Send nothing, write nothing; say what a first sync would do.")
  private boolean dryRun;

  @Option(names = "--no-progress", description = "No progress lines while a backlog is worked on.")
  private boolean noProgress;

  RunCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    Selection selection = Selection.of(common, options, environment.leavingKeysIf(dryRun));
    if (dryRun) {
      return DryRunText.rehearse(selection, false, spec.commandLine().getOut());
    }
    Daemon daemon =
        Daemon.start(
            selection.config(),
            selection.folders(),
            new Greeting(selection, ProgressDisplay.lines(noProgress)));
    Thread hook = new Thread(() -> stop(daemon), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    for (FolderConfig folder : selection.folders()) {
      LOG.info(
          "watching {} for dataset {} at target {}",
          folder.path(),
          folder.dataset(),
          folder.target());
    }
    return awaitEnd(daemon);
  }

  private static int awaitEnd(Daemon daemon) throws InterruptedException, IOException {
    try {
      daemon.awaitEnd();
      return ExitCode.OK.number();
    } finally {
      daemon.close();
    }
  }

  /** The shutdown hook, which must not wait for main, nor for a disk that hangs. */
  private static void stop(Daemon daemon) {
    SecondSignal.endsAtOnce(() -> {});
    Thread closer = new Thread(() -> close(daemon), "close");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(MOST_TO_STOP.toMillis());
      if (closer.isAlive()) {
        System.err.println("sluice: did not stop in time; the next run looks up what was begun");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Daemon daemon) {
    try {
      daemon.close();
    } catch (IOException e) {
      LOG.warn("while stopping: {}", e.toString());
    }
  }
}
