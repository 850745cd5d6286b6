package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.WatchMode;
import io.sluice.file.DisplayText;
import io.sluice.file.FileReason;
import io.sluice.source.FileSystemKind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a folder can be read, and how its changes will be noticed. */
final class FolderCheckup {
  private FolderCheckup() {}

  static Checkup of(FolderConfig folder) {
    String subject = "folder " + DisplayText.of(folder.name());
    Optional<String> problem = FolderChecks.problem(folder.path());
    if (problem.isPresent()) {
      return Checkup.fail(subject, problem.get());
    }
    String shown = DisplayText.of(folder.path());
    try {
      String readable = shown + (isEmpty(folder.path()) ? " is empty" : " can be read");
      return FileSystemKind.of(folder.path()) == FileSystemKind.REMOTE
          ? onNetwork(subject, shown, folder.watch())
          : Checkup.ok(subject, readable);
    } catch (IOException e) {
      return Checkup.fail(
          subject,
          shown + " cannot be listed (" + FileReason.of(e) + ")",
          "is the mount behind it alive? try: ls " + shown);
    }
  }

  /** Tried because a dead mount may have all permissions and still give nothing. */
  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static Checkup onNetwork(String subject, String shown, WatchMode watch) {
    String where = shown + " is on a network mount";
    return switch (watch) {
      case POLL, OFF -> Checkup.ok(subject, where + " and is scanned at intervals");
      case AUTO ->
          Checkup.warn(
              subject,
              where + ": changes by other machines cause no events, so it is polled",
              "watch: poll says that this is meant");
      case EVENTS ->
          Checkup.warn(
              subject,
              where + ": changes by other machines cause no events and wait for the next rescan",
              "set watch: poll");
    };
  }
}
