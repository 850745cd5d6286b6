package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A target that goes away, or refuses, and comes round. */
@Execution(ExecutionMode.CONCURRENT)
final class TargetAwayIT {
  private static final int FILES = 150;

  @TempDir private Path directory;
  private Site site;
  private RemoteServer server;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.writeMany(FILES);
    site.rest("report: { interval: 1s }");
    server = new RemoteServer(site.data());
    // Slow enough to be caught in the middle.
    site.remote(server.url(), server.keyFile(), "requests-per-second: 50", "batch-size: 1");
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void syncExits75WithWholeReport_whenTargetGoesAway() throws Exception {
    // Keeps the run from its end until there is no target any more.
    byte[] late = ImageFiles.png("late");
    site.write("class-0/late.png", Arrays.copyOf(late, late.length / 2));
    Synced cutOff;
    try (SluiceProcess sync = site.start("sync", "--json")) {
      awaitStored(20);
      server.goAway();
      site.write("class-0/late.png", late);
      cutOff = Site.synced(sync);
    }
    assertEquals(75, cutOff.code(), cutOff::shown);
    assertEquals(FILES + 1, cutOff.number("images_attempted"), cutOff::shown);
    cutOff.addsUp();
    assertFalse(cutOff.success());
    assertFalse(cutOff.failures().isEmpty());
    cutOff.failures().values().forEach(r -> assertTrue(r.startsWith("pending "), r));

    server.comeBack();
    Synced again = site.sync(0);
    assertEquals(FILES + 1, again.number("images_attempted"), again::shown);
    again.addsUp();
    assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
  }

  @Test
  void runGoesOnByItself_whenTargetComesBack() throws Exception {
    try (SluiceProcess daemon = site.start("run")) {
      awaitStored(20);
      server.goAway();
      // There is something to send, even if all the others have gone already.
      site.write("class-0/late.png", ImageFiles.png("late"));
      daemon.awaitLog("report folder=inbox .*state=unreachable");
      server.comeBack();
      daemon.awaitLog("target store is well again");
      awaitAll(daemon, site.localDigests());
      daemon.awaitLog("report folder=inbox .*uploaded=" + (FILES + 1) + " .*state=watching");
      assertFalse(daemon.err().contains(" failed=1"), daemon::toString);
    }
  }

  @Test
  void waitsForAnotherKey_whenKeyIsRefused() throws Exception {
    Path keyFile = directory.resolve("key");
    Files.createFile(
        keyFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(keyFile, new StringBuilder(server.key()).reverse());
    site.remote(server.url(), keyFile, "requests-per-second: 1000");

    Synced refused = site.sync(5);
    refused.counts(FILES, 0, 0);
    refused.failures().values().forEach(r -> assertTrue(r.startsWith("pending "), r));

    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("report folder=inbox .*pending=" + FILES + " .*state=refused");
      assertTrue(daemon.isAlive());
      Files.writeString(keyFile, server.key());
      awaitAll(daemon, site.localDigests());
      daemon.awaitLog("report folder=inbox .*uploaded=" + FILES + " .*state=watching");
    }
  }

  @Test
  void datasetThatIsRefused_isItsFoldersTroubleAlone() throws Exception {
    Path secret = Files.createDirectory(directory.resolve("secret"));
    Files.write(secret.resolve("1.png"), ImageFiles.png("secret"));
    try (Front front = new Front(server.url())) {
      front.script(
          request ->
              request.path().endsWith("/datasets/secret")
                  ? Optional.of(
                      new Front.Answer(
                          403,
                          Map.of(),
                          "{\"error\":{\"code\":\"forbidden\",\"message\":\"Not yours\"}}"))
                  : Optional.empty());
      site.remote(front.url(), server.keyFile(), "requests-per-second: 1000");
      site.rest("  - path: " + secret, "report: { interval: 1s }");
      try (SluiceProcess sync = site.start("sync")) {
        assertEquals(5, sync.awaitExit(), sync::toString);
        assertTrue((sync.out() + sync.err()).contains("Not yours"), sync::toString);
      }
      assertEquals(site.localDigests(), server.client().digests(Site.DATASET));

      site.forgetLedger();
      try (SluiceProcess daemon = site.start("run")) {
        daemon.awaitLog("folder secret: .*Not yours");
        daemon.awaitLog("report folder=secret .*pending=1 .*state=refused");
        daemon.awaitLog("report folder=inbox .*skipped=" + FILES + " .*state=watching");
        assertFalse(daemon.err().contains("target store "), daemon::toString);
        front.script(request -> Optional.empty());
        daemon.awaitLog("report folder=secret .*uploaded=1 .*state=watching");
      }
    }
  }

  private void awaitStored(int images) throws Exception {
    DatasetClient client = server.client();
    await()
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> client.count(Site.DATASET) >= images);
  }

  private void awaitAll(SluiceProcess daemon, NavigableMap<String, String> local) throws Exception {
    DatasetClient client = server.client();
    await("all files to be there; " + daemon)
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> client.count(Site.DATASET) >= local.size());
    assertEquals(local, client.digests(Site.DATASET));
  }
}
