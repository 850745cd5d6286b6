package io.sluice.cli;

import io.sluice.app.FileInventory;
import io.sluice.app.FileOverview;
import io.sluice.app.InventoryFolder;
import io.sluice.app.UnknownFile;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice files}: what the ledger knows of files. */
@Command(
    name = "files",
    description = {
      "List files and their states, or explain one.",
      "What the ledger knows: state and reason; of one file also attempts, next try, "
          + "size, hash, its name in the dataset, and what would make it move on. Reads the "
          + "ledger alone; runs beside a daemon."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice files --state failed,conflict",
      "      what went wrong, in all folders",
      "  sluice files ~/scans/2026 --limit 100",
      "      the first files of one directory",
      "  sluice files ~/scans/page-7.tif",
      "      why is this one not there?",
      "",
      "Exit codes: 0 done, 1 internal error, 2 usage, configuration or state directory, or "
          + "nothing is known of a PATH and nothing is there, 4 a file is there and was not seen "
          + "yet."
    })
final class FilesCommand implements Callable<Integer> {
  private static final int BUFFER_CHARS = 65_536;

  private final Environment environment;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = {
        "Folders and directories to list, files to explain. None: all folders of the"
            + " configuration."
      })
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--state",
      paramLabel = "S",
      split = ",",
      description = {
        "Files of these states alone: uploaded, skipped, conflict, incomplete, failed,"
            + " pending, vanished."
      })
  private List<String> states = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "List at most so many files of each folder.")
  private Long limit;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--state-dir", paramLabel = "DIR", description = "Where the ledger is kept.")
  private Path stateDirectory;

  FilesCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    Set<FileState> wanted = states();
    if (limit != null && limit < 1) {
      throw new UsageException("--limit must be 1 or more, not " + limit);
    }
    long most = limit == null ? Long.MAX_VALUE : limit;
    SluiceConfig config =
        Selection.at(Selection.load(common, environment), Optional.ofNullable(stateDirectory));
    try (FileInventory inventory = FileInventory.open(config)) {
      List<Listing> listings = new ArrayList<>();
      List<Explained> explained = new ArrayList<>();
      choose(inventory, listings, explained);
      // The command line's own writer would write each line by itself, a million times.
      PrintWriter out =
          new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), BUFFER_CHARS));
      FilesOutput output = json ? new FilesJson(out) : new FilesText(out, wanted);
      output.begin();
      for (Listing listing : listings) {
        output.folder(listing.folder());
        listing.folder().forEach(wanted, listing.below(), most, output::file);
        output.endOfFolder();
      }
      output.explained(explained);
      output.end();
      return code(explained).number();
    }
  }

  /** A directory of a folder that is to be listed. */
  private record Listing(InventoryFolder folder, RelativePath below) {}

  /**
   * A file that is to be explained.
   *
   * @param path the file, below the folder
   * @param known what is known of it
   * @param unknown why it is not known, where it is not
   */
  record Explained(
      InventoryFolder folder,
      RelativePath path,
      Optional<FileOverview> known,
      Optional<UnknownFile> unknown) {
    String unknownWords() {
      return unknown.map(UnknownFile::words).orElse("");
    }

    private boolean is(UnknownFile.Why why) {
      return unknown.filter(file -> file.why() == why).isPresent();
    }
  }

  /** All is answered; the code is of the worst answer. What is ignored is where it should be. */
  private static ExitCode code(List<Explained> explained) {
    if (explained.stream().anyMatch(file -> file.is(UnknownFile.Why.NOT_THERE))) {
      return ExitCode.USAGE;
    }
    boolean unseen = explained.stream().anyMatch(file -> file.is(UnknownFile.Why.NOT_SEEN));
    return unseen ? ExitCode.UNDONE : ExitCode.OK;
  }

  private Set<FileState> states() throws UsageException {
    EnumSet<FileState> wanted = EnumSet.noneOf(FileState.class);
    for (String word : states) {
      if (word.equals("ignored")) {
        throw new UsageException(
            "--state ignored: the ledger does not keep what is ignored; 'sluice files PATH' says of"
                + " one file why");
      }
      wanted.add(
          Arrays.stream(FileState.values())
              .filter(state -> state.word().equals(word.toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(() -> new UsageException(unknownState(word))));
    }
    return wanted.isEmpty() ? EnumSet.allOf(FileState.class) : wanted;
  }

  private static String unknownState(String word) {
    String known =
        Arrays.stream(FileState.values()).map(FileState::word).collect(Collectors.joining(", "));
    return "--state " + DisplayText.of(word, 40) + ": there is no such state; there are " + known;
  }

  private void choose(FileInventory inventory, List<Listing> listings, List<Explained> explained)
      throws UsageException {
    if (paths.isEmpty()) {
      inventory.folders().forEach(folder -> listings.add(new Listing(folder, RelativePath.ROOT)));
      if (listings.isEmpty()) {
        throw new UsageException("the ledger has no folder yet, and the configuration has none");
      }
    }
    for (Path path : paths) {
      choose(
          environment.workingDirectory().resolve(path).normalize(), inventory, listings, explained);
    }
  }

  private static void choose(
      Path path, FileInventory inventory, List<Listing> listings, List<Explained> explained)
      throws UsageException {
    List<InventoryFolder> folders = inventory.at(path);
    folders.forEach(folder -> listings.add(new Listing(folder, RelativePath.ROOT)));
    if (!folders.isEmpty()) {
      return;
    }
    List<InventoryFolder> above = inventory.above(path);
    if (above.isEmpty()) {
      throw new UsageException(
          DisplayText.of(path)
              + " is neither in a folder of the configuration nor in one that was ever synced");
    }
    for (InventoryFolder folder : above) {
      RelativePath below = RelativePath.of(folder.root(), path);
      if (inventory.isDirectory(folder, below)) {
        listings.add(new Listing(folder, below));
      } else {
        Optional<FileOverview> known = folder.file(below);
        Optional<UnknownFile> unknown =
            known.isPresent() ? Optional.empty() : Optional.of(inventory.whyUnknown(folder, below));
        explained.add(new Explained(folder, below, known, unknown));
      }
    }
  }
}
