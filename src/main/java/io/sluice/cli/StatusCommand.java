package io.sluice.cli;

import io.sluice.app.DaemonGoneException;
import io.sluice.app.Observation;
import io.sluice.app.ObservedDaemon;
import io.sluice.config.Environment;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice status}: what the running daemon is doing. */
@Command(
    name = "status",
    description = {
      "Show what the running daemon is doing.",
      "Of each folder the files that are done, pending, being processed by the platform and "
          + "failed; of each target how it does.",
      "On a terminal the page is drawn anew each second until Ctrl-C; elsewhere, and with "
          + "--once, it is printed once."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice status -c sluice.yaml",
      "      follow the daemon that this configuration started",
      "  sudo -u sluice sluice status --once",
      "      the service, once",
      "  sluice status --json | jq .folders[0].pending",
      "      for scripts",
      "",
      "Exit codes: 0 done, 1 internal error, 2 usage or configuration, or no daemon is "
          + "running, 130 and 143 stopped by a signal."
    })
final class StatusCommand implements Callable<Integer> {
  private static final int SECONDS_BETWEEN = 1;
  private static final TerminalSize UNKNOWN = new TerminalSize(24, 80);

  private final Environment environment;
  private final Clock clock = Clock.systemUTC();
  private final CountDownLatch never = new CountDownLatch(1);

  @Mixin private CommonOptions common;
  @Mixin private DaemonOptions options;
  @Spec private CommandSpec spec;

  @Option(names = "--once", description = "Print it once, also on a terminal.")
  private boolean once;

  @Option(names = "--json", description = "Print it once, as one JSON object.")
  private boolean json;

  StatusCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    boolean drawn = Terminal.onStandardOutput() && Terminal.canRedraw(environment.variables());
    boolean live = drawn && !once && !json;
    return options.speak(
        common,
        environment,
        spec.commandLine().getErr(),
        daemon -> {
          if (live) {
            follow(daemon);
          } else {
            print(daemon.look(), daemon.words());
          }
        });
  }

  private void print(Observation seen, String daemon) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(seen.json());
    } else {
      lines(seen, daemon, HelpWidth.ofTerminal()).forEach(out::println);
    }
    out.flush();
  }

  private List<String> lines(Observation seen, String daemon, int columns) {
    return StatusText.lines(seen, daemon, clock.instant(), columns);
  }

  /** Until a signal: then the last page stays on the terminal. */
  private void follow(ObservedDaemon daemon) throws Exception {
    Observation last = daemon.look();
    try (SignalledRun signals = SignalledRun.begin()) {
      try (LiveScreen screen = new LiveScreen(spec.commandLine().getOut())) {
        while (true) {
          TerminalSize size = TerminalSize.ask().orElse(UNKNOWN);
          screen.draw(lines(last, daemon.words(), size.columns()), size);
          last = signals.interruptibly(() -> next(daemon));
        }
      } catch (InterruptedException e) {
        print(last, daemon.words());
      }
    }
  }

  private Observation next(ObservedDaemon daemon) throws DaemonGoneException, InterruptedException {
    never.await(SECONDS_BETWEEN, TimeUnit.SECONDS);
    return daemon.look();
  }
}
