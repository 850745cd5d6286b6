package io.sluice.cli;

import io.sluice.app.DaemonObserver;
import io.sluice.config.FolderConfig;
import io.sluice.datasetserver.DatasetServer;
import io.sluice.event.IngestEvent;
import io.sluice.file.ShellText;
import io.sluice.image.StructureCheck;
import io.sluice.image.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, when the daemon starts, where the copies go, what to open and what to try. */
final class Greeting implements DaemonObserver {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice");

  private static final int MOST_ENTRIES_LOOKED_AT = 2_000;

  private final List<FolderConfig> folders;
  private final ProgressDisplay progress;

  Greeting(Selection selection, ProgressDisplay progress) {
    this.folders = selection.folders();
    this.progress = progress;
  }

  @Override
  public void on(IngestEvent event) {
    progress.on(event);
  }

  @Override
  public void serverStarted(String target, DatasetServer server) {
    LOG.info("copies go to {} ({} free)", server.dataDirectory(), free(server));
    if (Terminal.onStandardError()) {
      LOG.info("see them at {}", server.pageLink());
    } else {
      // Logs are kept, and read by others: no link that opens the page by itself.
      LOG.info("see them at {} (a link that opens it: {})", server.uri(), server.pageLinkFile());
    }
    folders.stream()
        .filter(folder -> folder.target().equals(target))
        .findFirst()
        .ifPresent(folder -> LOG.info("try it: {}", example(folder)));
  }

  private static String free(DatasetServer server) {
    try {
      return ByteText.of(server.usableBytes());
    } catch (IOException e) {
      return "free space unknown: " + e.getMessage();
    }
  }

  /** A line to paste into a shell; the name is new at each start, so that the picture is too. */
  private static String example(FolderConfig folder) {
    Path directory = folder.path().resolve("try-me");
    String name = System.currentTimeMillis() / 1000 + ".jpg";
    return "mkdir -p "
        + ShellText.quoted(directory)
        + " && cp "
        + picture(folder.path()).map(ShellText::quoted).orElse("A_PICTURE.jpg")
        + " "
        + ShellText.quoted(directory.resolve(name));
  }

  private static boolean isWhole(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return StructureCheck.check(channel) instanceof Verdict.Complete;
    } catch (IOException e) {
      return false;
    }
  }

  /** A whole picture that is there already, if one is found soon. */
  private static Optional<Path> picture(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .limit(MOST_ENTRIES_LOOKED_AT)
          .filter(file -> file.getFileName().toString().endsWith(".jpg"))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(Greeting::isWhole)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      // The example then names no file; the scan says what is wrong with the folder.
      return Optional.empty();
    }
  }
}
