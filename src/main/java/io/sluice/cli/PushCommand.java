package io.sluice.cli;

import io.sluice.app.DryRun;
import io.sluice.app.OneShots;
import io.sluice.app.PushRequest;
import io.sluice.config.Environment;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice push}: single files and directories, once. */
@Command(
    name = "push",
    description = "Upload files and directories once, print the report, exit.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice push ~/scans a.png --dataset parts",
      "      into dataset 'parts' of the embedded server",
      "  sluice push ~/scans --dataset parts --path day-1 \\",
      "      --preserve-folders --exclude raw/",
      "      ~/scans/a/b/1.png becomes /day-1/a/b/1.png",
      "  sluice push *.mp4 --target darwin --dataset shifts --fps 5",
      "      videos, five frames of each second",
      "  sluice push ~/notes --target clarifai --dataset notes \\",
      "      --input-type text",
      "      each .txt, .md, .csv and .tsv file as one text",
      "  sluice push rig-* --target darwin --dataset rigs \\",
      "      --item-merge-mode slots",
      "      one item of the files of each directory",
      "  sluice push ~/scans --target tagging --dataset parts \\",
      "      --no-wait",
      "      done once Clarifai has accepted them",
      "",
      "The same push again sends nothing that the dataset has; one that was stopped is "
          + "gone on with. It runs beside a daemon.",
      "",
      "Exit codes: 0 nothing failed, 1 internal error, 2 usage, configuration, state "
          + "directory, or a PATH that is missing or that the target does not take (nothing "
          + "was sent), 4 files are left undone, 5 the target refused, 75 the target cannot "
          + "be reached, 130 and 143 stopped by a signal."
    })
final class PushCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private CommonOptions common;
  @Mixin private PushOptions options;
  @Mixin private WaitOption wait;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Send nothing, write nothing; say what would be done.")
  private boolean dryRun;

  @Option(names = "--no-progress", description = "No progress bar on a terminal.")
  private boolean noProgress;

  PushCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    Selection.Destination to =
        wait.applied(
            Selection.destination(
                common, options.adHoc(), options.paths(), environment.leavingKeysIf(dryRun)));
    PushRequest request = options.request(environment.workingDirectory(), to.target());
    if (dryRun) {
      DryRun rehearsal = DryRun.ofPush(to.config(), request);
      int code = DryRunText.rehearse(rehearsal, "", json, spec.commandLine().getOut());
      PrintWriter err = spec.commandLine().getErr();
      rehearsal.remarks().forEach(remark -> err.println("sluice: " + remark));
      return code;
    }
    boolean noBar = noProgress || common.quiet() || common.verbose();
    return new OneShotRun(spec.commandLine(), json, noBar)
        .run(display -> OneShots.push(to.config(), request, display));
  }
}
