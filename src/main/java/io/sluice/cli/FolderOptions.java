package io.sluice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which folders a command is for, and how those that no configuration has are handled. */
final class FolderOptions {
  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..*",
      description = {
        "Folders. One that the configuration has selects just that one; any other is ad"
            + " hoc. None: all folders of the configuration."
      })
  private List<Path> folders = new ArrayList<>();

  @Mixin private AdHocOptions adHoc = new AdHocOptions();

  /** As if these were given. */
  static FolderOptions of(AdHocOptions adHoc, List<Path> folders) {
    FolderOptions options = new FolderOptions();
    options.adHoc = adHoc;
    options.folders = List.copyOf(folders);
    return options;
  }

  List<Path> folders() {
    return folders;
  }

  Optional<String> target() {
    return adHoc.target();
  }

  Optional<String> dataset() {
    return adHoc.dataset();
  }

  boolean flat() {
    return adHoc.flat();
  }

  Optional<Path> stateDirectory() {
    return adHoc.stateDirectory();
  }

  OptionalInt workers() {
    return adHoc.workers();
  }
}
