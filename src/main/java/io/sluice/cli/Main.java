package io.sluice.cli;

import io.sluice.app.InternalFaultException;
import io.sluice.app.StartException;
import io.sluice.app.Version;
import io.sluice.cli.CommonOptions.LogFormat;
import io.sluice.config.ConfigException;
import io.sluice.config.Environment;
import io.sluice.config.InputType;
import io.sluice.config.ItemMergeMode;
import io.sluice.config.Problem;
import io.sluice.failpoint.BadFailpointException;
import io.sluice.failpoint.Failpoints;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code sluice}. */
@Command(
    name = "sluice",
    description = "Gets every image of a folder into a dataset: whole, once, at the server's pace.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice run ~/hot-folder",
      "      sync, then watch; dataset server included",
      "  sluice sync ~/scans --json",
      "      sync once, report as JSON",
      "  sluice init --type embedded --folder ~/scans \\",
      "      --dataset scans > sluice.yaml",
      "      a configuration to start from",
      "  sluice check -c sluice.yaml",
      "      is everything in order?",
      "",
      "Exit codes: 0 done, 1 internal error, 2 usage or configuration, 4 files are left "
          + "undone, 5 the target refused, 75 the target cannot be reached, 130 and 143 "
          + "stopped by a signal.",
      "",
      "'sluice COMMAND --help' says more of each command."
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs one command and ends the process with its code. */
  public static void main(String[] args) {
    // Only newer JDKs know it: by default a directory's events beyond 512 are dropped.
    System.setProperty("jdk.nio.file.WatchService.maxEventsPerPoll", "1000000");
    StandardStreams.useUtf8();
    System.exit(run(args));
  }

  private static int run(String[] args) {
    try {
      Failpoints.ofProcess();
    } catch (BadFailpointException e) {
      System.err.println("sluice: " + e.getMessage());
      return ExitCode.USAGE.number();
    }
    CommandLine line = StandardStreams.printingTo(commandLine(Environment.ofProcess()));
    if (args.length == 0 || List.of(args).contains("--help") || List.of(args).contains("-h")) {
      line.setUsageHelpWidth(HelpWidth.ofTerminal());
    }
    return line.execute(args);
  }

  static CommandLine commandLine(Environment environment) {
    return commandLine(environment, System.in);
  }

  /**
   * @param standardInput what commands read that take their work from there
   */
  static CommandLine commandLine(Environment environment, InputStream standardInput) {
    CommandLine dataset = new CommandLine(new DatasetCommand());
    dataset.addSubcommand(new DatasetAddCommand(environment, standardInput));
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new RunCommand(environment));
    line.addSubcommand(new SyncCommand(environment));
    line.addSubcommand(new PushCommand(environment));
    line.addSubcommand(new CsvCommand(environment));
    line.addSubcommand(new RetryCommand(environment));
    line.addSubcommand(new VerifyCommand(environment));
    line.addSubcommand(new FilesCommand(environment));
    line.addSubcommand(new StatusCommand(environment));
    line.addSubcommand(new RescanCommand(environment));
    line.addSubcommand(new CheckCommand(environment));
    line.addSubcommand(new InitCommand(environment));
    line.addSubcommand(dataset);
    line.addSubcommand(new ServeCommand(environment));
    NotBuilt.addTo(line);
    line.registerConverter(Path.class, Main::path);
    line.registerConverter(InputType.class, new ChoiceWord<>(InputType.class));
    line.registerConverter(ItemMergeMode.class, new ChoiceWord<>(ItemMergeMode.class));
    line.registerConverter(LogFormat.class, new ChoiceWord<>(LogFormat.class));
    line.setExecutionExceptionHandler((error, command, parsed) -> failed(error, command));
    line.setParameterExceptionHandler((error, args) -> misused(error));
    return line;
  }

  /** An empty path would mean the working directory: more likely a variable is not set. */
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new CommandLine.TypeConversionException("the path is empty; is a variable not set?");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new CommandLine.TypeConversionException(
          "the path is no text in this locale; set LC_ALL=C.UTF-8");
    }
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception error, CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    if (error instanceof ConfigException config) {
      config.problems().stream().map(Problem::render).forEach(err::println);
      return ExitCode.USAGE.number();
    }
    if (error instanceof StartException || error instanceof UsageException) {
      err.println("sluice: " + error.getMessage());
      return ExitCode.USAGE.number();
    }
    if (error instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      err.println("sluice: interrupted");
      return ExitCode.INTERNAL.number();
    }
    internalFault(error, err);
    boolean left = error instanceof InternalFaultException fault && fault.mayPass();
    return (left ? ExitCode.UNDONE : ExitCode.INTERNAL).number();
  }

  private static void internalFault(Exception error, PrintWriter err) {
    Throwable cause = error instanceof InternalFaultException ? error.getCause() : error;
    if (error instanceof InternalFaultException fault && fault.ledgerTrouble().isPresent()) {
      err.println("sluice: " + fault.ledgerTrouble().get());
      err.println("Nothing is lost: what was begun is looked up at the next start.");
      return;
    }
    err.println("sluice: internal error: " + cause);
    err.println("This is a fault of Sluice itself; nothing that was recorded is lost.");
    err.println(
        "Please report it with the lines above and below, the command, and `sluice --version`"
            + " ("
            + Version.text()
            + ", Java "
            + System.getProperty("java.version")
            + ").");
    cause.printStackTrace(err);
  }

  private static int misused(ParameterException error) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println("sluice: " + error.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(error, err)) {
      err.println("Try '" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    }
    return ExitCode.USAGE.number();
  }

  /** What {@code --version} prints. */
  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sluice " + Version.text()};
    }
  }
}
