package io.sluice.cli;

import io.sluice.app.AccessRound;
import io.sluice.app.Checkup;
import io.sluice.app.CheckupRound;
import io.sluice.app.StartException;
import io.sluice.config.ConfigException;
import io.sluice.config.ConfigText;
import io.sluice.config.Environment;
import io.sluice.config.Problem;
import io.sluice.config.SluiceConfig;
import io.sluice.file.DisplayText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice check}: is everything in order, and if not, what to do. */
@Command(
    name = "check",
    description = {
      "Check configuration, directories, folders, limits, targets and keys.",
      "Each is OK, WARN or FAIL, with what to do. Changes nothing; may run beside a " + "daemon."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice check",
      "      the configuration in effect",
      "  sluice check -c sluice.yaml",
      "      another one",
      "  sluice check --print-config",
      "      every setting, secrets hidden",
      "  sudo sluice check --as sluice",
      "      what may the service's user do?",
      "",
      "Exit codes: 0 nothing failed, 1 internal error, 2 configuration or this machine, 5 a "
          + "target refused, 75 a target cannot be reached, 130 and 143 stopped by a signal."
    })
final class CheckCommand implements Callable<Integer> {
  private static final String SUBJECT = "configuration";

  private final Environment environment;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(
      names = "--print-config",
      description = "Print the configuration in effect, secrets hidden; check nothing.")
  private boolean printConfig;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Option(
      names = "--as",
      paramLabel = "USER",
      description = {
        "As root: try what this user may do in folders, state directory and key files,"
            + " and nothing else. Says which command grants what is missing."
      })
  private String user;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the ledger and embedded datasets are kept.")
  private Path stateDirectory;

  CheckCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call()
      throws ConfigException, UsageException, StartException, InterruptedException {
    Logging.configure(common);
    PrintWriter out = spec.commandLine().getOut();
    if (printConfig) {
      printConfig(out);
      return ExitCode.OK.number();
    }
    CheckupText text = new CheckupText(out, json, isColored());
    check(text);
    text.finish();
    return ExitCode.of(text.all()).number();
  }

  private void printConfig(PrintWriter out) throws ConfigException, UsageException {
    if (json) {
      throw new UsageException("--print-config prints YAML; leave --json away");
    }
    out.print(ConfigText.render(load()));
    out.flush();
  }

  private SluiceConfig load() throws ConfigException, UsageException {
    // The keys are for the other user to read, and not for this one.
    Environment theirs = user == null ? environment : environment.leavingKeys();
    return Selection.at(Selection.load(common, theirs), Optional.ofNullable(stateDirectory));
  }

  private void check(CheckupText text) throws UsageException, StartException, InterruptedException {
    SluiceConfig config;
    try {
      config = load();
    } catch (ConfigException e) {
      e.problems().stream()
          .map(Problem::render)
          .forEach(problem -> text.add(Checkup.fail(SUBJECT, problem, "")));
      return;
    }
    if (user == null) {
      text.add(inEffect(config));
      new CheckupRound(config, Clock.systemUTC(), text::add).run();
    } else {
      AccessRound round = AccessRound.as(user, config, text::add);
      text.add(inEffect(config));
      round.run();
    }
  }

  private Checkup inEffect(SluiceConfig config) {
    Optional<Path> file = Selection.file(common, environment);
    if (file.isEmpty()) {
      return Checkup.ok(
          SUBJECT, "no file, so the defaults hold: an embedded dataset server and no folders");
    }
    String shown = DisplayText.of(file.get().toString());
    return config.folders().isEmpty()
        ? Checkup.warn(
            SUBJECT, shown + " lists no folders", "list some, or name one with each command")
        : Checkup.ok(SUBJECT, shown);
  }

  private boolean isColored() {
    return Terminal.mayColor(environment.variables()) && Terminal.onStandardOutput();
  }
}
