package io.sluice.datasetserver;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a link that opens the page without the key, once. There while the server runs, with
 * another link as soon as one was used; readable by its owner alone, like the key beside it.
 *
 * <p>For those who see no link in the log, because logs are kept and read by others. Thread-safe.
 */
final class PageLinkFile implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(PageLinkFile.class);

  private final Path file;
  private final URI server;
  private final Sessions sessions;

  PageLinkFile(Path file, URI server, Sessions sessions) {
    this.file = file;
    this.server = server;
    this.sessions = sessions;
  }

  Path path() {
    return file;
  }

  /** Puts a new link there. Without it the page still opens with the key. */
  synchronized void renew() {
    try {
      SecretFile.write(file, link(server, sessions.newStandingToken()).toString());
    } catch (IOException e) {
      LOG.warn("cannot write {}: {}; the page opens with the key", file, e.toString());
    }
  }

  /** The address that opens the page of {@code server} by a token. */
  static URI link(URI server, String token) {
    return server.resolve("/?token=" + token);
  }

  @Override
  public synchronized void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
