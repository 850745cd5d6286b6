package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Names that the dataset has already, where it offers no hash to compare by. */
@Execution(ExecutionMode.CONCURRENT)
final class ExistingNamesIT {
  @TempDir private Path directory;
  private Site site;
  private RemoteServer server;
  private Front front;

  /** Three files, of which the dataset has all; one of them with other content of the same size. */
  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    server = new RemoteServer(site.data());
    front = new Front(server.url());
    front.hideHashes();
    site.remote(front.url(), server.keyFile(), "requests-per-second: 1000");
    site.write("a/1.png", ImageFiles.png("one"));
    site.write("a/2.png", ImageFiles.png("two"));
    site.write("b/3.png", ImageFiles.png("three"));
    site.sync(0).counts(3, 3, 0);
    site.write("a/2.png", ImageFiles.png("TWO"));
    site.forgetLedger();
    front.forget();
  }

  @AfterEach
  void end() {
    front.close();
    server.close();
  }

  @Test
  void namesOfTheSameSizeAreSkipped_bySize() throws Exception {
    site.sync(0).counts(3, 0, 3);
    assertEquals(0, downloads());
  }

  @Test
  void otherContentIsAConflict_byContent_andEachIsDownloadedOnce() throws Exception {
    site.folder("verify-existing: content");
    Synced synced = site.sync(4);
    synced.counts(3, 0, 2);
    assertTrue(
        synced.failures().get("a/2.png").startsWith("conflict the dataset has other content"),
        synced::shown);
    assertEquals(3, downloads());

    front.forget();
    site.sync("--json").counts(3, 0, 2);
    // What was found to be the same is not asked for again; the conflict is, by its user's wish.
    assertEquals(1, downloads());
    assertEquals(0, front.count("PUT", "/"), () -> "sent: " + front.journal());
  }

  private long downloads() {
    return front.journal().stream()
        .filter(request -> request.path().matches("/api/v1/developer/images/[0-9a-f-]{36}"))
        .count();
  }
}
