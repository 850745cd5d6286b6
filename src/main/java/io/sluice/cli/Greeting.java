package io.sluice.cli;

import io.sluice.app.DaemonObserver;
import io.sluice.app.WholePicture;
import io.sluice.config.FolderConfig;
import io.sluice.datasetserver.DatasetServer;
import io.sluice.event.IngestEvent;
import io.sluice.file.ShellText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, when the daemon starts, where the copies go, what to open and what to try. */
final class Greeting implements DaemonObserver {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice");

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
        + WholePicture.in(folder.path()).map(ShellText::quoted).orElse("A_PICTURE.jpg")
        + " "
        + ShellText.quoted(directory.resolve(name));
  }
}
