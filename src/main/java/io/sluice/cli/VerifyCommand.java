package io.sluice.cli;

import io.sluice.app.DaemonGoneException;
import io.sluice.app.Verify;
import io.sluice.app.VerifyOptions;
import io.sluice.app.VerifyResult;
import io.sluice.config.Environment;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice verify}: do disk, ledger and dataset agree? */
@Command(
    name = "verify",
    description = {
      "Compare folders with their datasets, by way of the ledger.",
      "Says what is missing there, different, or extra, and what changed here since its "
          + "upload. Lists each dataset once, and reads local files where the platform offers "
          + "a hash. Deletes and replaces nothing; runs beside a daemon."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice verify -c sluice.yaml",
      "      all configured folders",
      "  sluice verify ~/scans --json",
      "      one of them, as one JSON object",
      "  sluice verify --repair",
      "      upload again what is missing",
      "",
      "Exit codes: 0 all agree, 1 internal error, 2 usage, configuration or state "
          + "directory, 4 there are differences, 5 the target refused, 75 the target cannot "
          + "be reached, 130 and 143 stopped by a signal."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private CommonOptions common;
  @Mixin private FolderOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = "--repair",
      description = "Upload missing files again, here or by the running daemon.")
  private boolean repair;

  @Option(
      names = "--content",
      description = "Download images that the platform offers no hash of, and compare.")
  private boolean content;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--no-progress", description = "No progress bar on a terminal.")
  private boolean noProgress;

  VerifyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    Selection selection = Selection.of(common, options, environment);
    boolean noBar = !repair || noProgress || common.quiet() || common.verbose();
    try (SignalledRun signals = SignalledRun.begin();
        ProgressDisplay display = ProgressDisplay.of(noBar);
        Verify verify =
            Verify.open(
                selection.config(),
                selection.folders(),
                new VerifyOptions(repair, content),
                display)) {
      if (display.isBar()) {
        Logging.warningsOnly();
      }
      VerifyResult result = signals.interruptibly(verify::run);
      display.finish();
      print(result);
      return ExitCode.of(result).number();
    } catch (DaemonGoneException e) {
      spec.commandLine().getErr().println("sluice: " + e.getMessage());
      return ExitCode.UNDONE.number();
    }
  }

  private void print(VerifyResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      VerifyJson.write(result, out);
      out.println();
    } else {
      VerifyText.print(result, repair, out);
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    result
        .troubles()
        .forEach(
            trouble -> err.println("sluice: target " + trouble.target() + ": " + trouble.reason()));
  }
}
