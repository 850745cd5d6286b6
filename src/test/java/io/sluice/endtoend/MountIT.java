package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A folder that is a mount, which goes and comes. */
@Execution(ExecutionMode.CONCURRENT)
final class MountIT {
  @TempDir private Path directory;
  private final SortedMap<String, String> written = new TreeMap<>();
  private Site site;
  private PrivateMounts mounts;

  @BeforeEach
  void prepare() throws Exception {
    mounts = PrivateMounts.open();
    site = new Site(directory);
    site.folder("settle: { quiet-period: 300ms }", "rescan-interval: 1s")
        .rest("report: { interval: 1s }");
  }

  @AfterEach
  void end() {
    mounts.close();
  }

  private SluiceProcess start() throws Exception {
    return site.start(SluiceProcess.Launch.of().through(mounts.prefix()), "run");
  }

  private void write(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      byte[] image = ImageFiles.png("mounted " + i);
      Files.write(mounts.inside(site.inbox()).resolve(i + ".png"), image);
      written.put("/" + i + ".png", Site.sha256(image));
    }
  }

  private void awaitAll(SluiceProcess daemon) throws Exception {
    DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
    await("all files to be there; " + daemon)
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> client.count(Site.DATASET) >= written.size());
    assertEquals(Map.copyOf(written), Map.copyOf(client.digests(Site.DATASET)));
    daemon.awaitLog("report folder=inbox .*uploaded=" + written.size() + " .*state=watching");
  }

  @Test
  void waitsForTheDisk_whenItIsUnmounted_andTakesWhatIsNewOnItOnce() throws Exception {
    mounts.memory(site.inbox(), "size=8m");
    write(0, 30);
    try (SluiceProcess daemon = start()) {
      awaitAll(daemon);
      mounts.run("umount", "-l", site.inbox().toString());
      daemon.awaitLog("WARN .*folder .*/inbox is empty, and another directory than before");
      daemon.awaitLog("report folder=inbox .*uploaded=30 .*pending=0 .*state=degraded");

      mounts.memory(site.inbox(), "size=8m");
      write(0, 60);
      awaitAll(daemon);
      daemon.awaitLog("folder inbox is there again");
      assertFalse(daemon.err().contains("conflict=1"), daemon::toString);
    }
  }

  @Test
  void scansInsteadOfWatching_whenANetworkMountComesAfterTheStart() throws Exception {
    Site.assumeWatching();
    write(0, 10);
    try (SluiceProcess daemon = start()) {
      awaitAll(daemon);
      assertFalse(daemon.err().contains("network file system"), daemon::toString);
      // What the kernel says of mounts, for this process alone: no server has to be mounted.
      Path table = directory.resolve("mountinfo");
      Files.writeString(
          table,
          "1 0 0:1 / / rw - ext4 /dev/root rw\n"
              + "2 1 0:2 / "
              + site.inbox()
              + " rw - nfs4 server:/images rw\n");
      mounts.memory(site.inbox(), "size=8m");
      mounts.run("mount", "--bind", table.toString(), "/proc/" + daemon.pid() + "/mountinfo");
      write(10, 20);
      daemon.awaitLog("INFO .*folder inbox is on a network file system");
      awaitAll(daemon);
    }
  }
}
