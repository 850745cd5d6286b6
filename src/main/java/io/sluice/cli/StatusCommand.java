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
          + "running, 75 it is too busy to answer, 130 and 143 stopped by a signal."
    })
final class StatusCommand implements Callable<Integer> {
  private static final int SECONDS_BETWEEN = 1;
  private static final TerminalSize UNKNOWN = new TerminalSize(24, 80);

  private final Environment environment;

  /** What is shown, and what there is to say of its age. */
  private record Page(Observation seen, String remark) {}

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
            print(new Page(daemon.look(), ""), daemon.words());
          }
        });
  }

  private void print(Page page, String daemon) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(page.seen().json());
    } else {
      lines(page, daemon, HelpWidth.ofTerminal()).forEach(out::println);
    }
    out.flush();
  }

  private List<String> lines(Page page, String daemon, int columns) {
    return StatusText.lines(page.seen(), daemon, page.remark(), clock.instant(), columns);
  }

  /** Until a signal: then the last page stays on the terminal. */
  private void follow(ObservedDaemon daemon) throws Exception {
    Page last = new Page(daemon.look(), "");
    LiveScreen screen = new LiveScreen(spec.commandLine().getOut());
    try (SignalledRun signals = SignalledRun.begin(screen::close)) {
      StopKey stopKey = StopKey.of(screen);
      try (screen;
          stopKey) {
        while (true) {
          draw(last, daemon.words(), screen);
          Page shown = last;
          last = signals.interruptibly(() -> next(daemon, shown));
        }
      } catch (InterruptedException e) {
        print(last, daemon.words());
      }
    }
  }

  private void draw(Page page, String daemon, LiveScreen screen) {
    if (Terminal.isOurs()) {
      TerminalSize size = TerminalSize.ask().orElse(UNKNOWN);
      screen.draw(lines(page, daemon, size.columns()), size);
    }
  }

  /** While the daemon is busy, what it said last. */
  private Page next(ObservedDaemon daemon, Page last)
      throws DaemonGoneException, InterruptedException {
    never.await(SECONDS_BETWEEN, TimeUnit.SECONDS);
    try {
      return new Page(daemon.look(), "");
    } catch (DaemonGoneException e) {
      if (e.isBusy()) {
        return new Page(last.seen(), "what follows is old: " + e.getMessage());
      }
      throw e;
    }
  }
}
