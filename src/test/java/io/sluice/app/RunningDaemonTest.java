package io.sluice.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.FolderConfig;
import io.sluice.config.FolderLayout;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.datasetserver.DatasetServer;
import io.sluice.event.IngestEvent;
import io.sluice.http.RawServer;
import io.sluice.status.ControlToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A daemon in this process, as a command beside it finds it. */
@Execution(ExecutionMode.CONCURRENT)
final class RunningDaemonTest {
  private static final DaemonObserver NOBODY =
      new DaemonObserver() {
        @Override
        public void serverStarted(String target, DatasetServer server) {}

        @Override
        public void on(IngestEvent event) {}
      };
  private static final SyncObserver UNOBSERVED =
      new SyncObserver() {
        @Override
        public void followed(long done, long total, long bytes, long processing) {}

        @Override
        public void on(IngestEvent event) {}
      };

  @TempDir private Path directory;
  private SluiceConfig config;
  private Daemon daemon;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(directory.resolve("inbox/stop"));
    Path file =
        Files.writeString(
            directory.resolve("sluice.yaml"),
            """
            state-dir: state
            targets: { store: { type: embedded, port: 0 } }
            folders: [{ path: inbox, dataset: pictures }]
            """);
    config = ConfigLoader.load(file, Environment.ofProcess());
    daemon = Daemon.start(config, config.folders(), NOBODY);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private Path state() {
    return config.stateDirectory();
  }

  @Test
  void isFound_untilItStops() throws Exception {
    try (RunningDaemon found = RunningDaemon.find(state()).orElseThrow()) {
      RunningDaemon.Served folder = found.folders().get(0);
      assertEquals(config.folders().get(0).path().toString(), folder.path());
      assertEquals("pictures", folder.dataset());
      assertTrue(RunningDaemon.isSame(folder.identity(), config.targets().get(0)));
    }
    daemon.close();
    assertTrue(RunningDaemon.find(state()).isEmpty());
  }

  @Test
  void isFound_whenItsMachineStandsStillForAWhile() throws Exception {
    DaemonFile file = DaemonFile.read(state()).orElseThrow();
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"folders\":[]}";
    try (RawServer slow =
        new RawServer(
            socket -> {
              await().pollDelay(Duration.ofSeconds(17)).until(() -> true);
              socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            })) {
      withAddress(file, URI.create(slow.url()), file.token()).write(state());
      try (RunningDaemon found = RunningDaemon.find(state()).orElseThrow()) {
        assertEquals(List.of(), found.folders());
      }
    }
  }

  @Test
  void isNotTakenForTheOneThatWroteTheFile_whenItDoesNotKnowTheToken() throws Exception {
    DaemonFile file = DaemonFile.read(state()).orElseThrow();
    withAddress(file, file.url(), ControlToken.random()).write(state());
    assertTrue(RunningDaemon.find(state()).isEmpty());
    withAddress(file, URI.create("http://127.0.0.1:1"), file.token()).write(state());
    assertTrue(RunningDaemon.find(state()).isEmpty());
    withAddress(file, URI.create("http://example.org:80"), file.token()).write(state());
    assertTrue(RunningDaemon.find(state()).isEmpty());
    file.write(state());
    try (RunningDaemon found = RunningDaemon.find(state()).orElseThrow()) {
      assertEquals("process " + ProcessHandle.current().pid(), found.words());
    }
  }

  private static DaemonFile withAddress(DaemonFile file, URI url, ControlToken token) {
    return new DaemonFile(
        file.pid(),
        file.version(),
        url,
        token,
        file.started(),
        file.folders(),
        file.embedded(),
        file.identities());
  }

  @Test
  void sameWorkHasTheSamePlace_andOtherWorkAnother() throws Exception {
    TargetConfig target = config.targets().get(0);
    try (RunningDaemon found = RunningDaemon.find(state()).orElseThrow()) {
      Path place = found.siteBeside(target, "/a", "d").stateDirectory();
      assertEquals(state().resolve("beside"), place.getParent());
      assertEquals(place, found.siteBeside(target, "/a", "d").stateDirectory());
      assertNotEquals(place, found.siteBeside(target, "/a", "e").stateDirectory());
      assertNotEquals(place, found.siteBeside(target, "/ad", "").stateDirectory());
    }
  }

  @Test
  void folderInsideOfOneOfTheDaemons_isNotSyncedIntoTheSameDataset() {
    FolderConfig inside =
        FolderConfig.adHoc(
            directory.resolve("inbox/stop"), "store", "pictures", FolderLayout.ORGANIZE_BY_CLASS);
    StartException refused =
        assertThrows(
            StartException.class, () -> OneShots.sync(config, List.of(inside), UNOBSERVED));
    assertTrue(refused.getMessage().contains("both feed dataset pictures"), refused.getMessage());
  }

  @Test
  void folderOfAnotherConfiguration_isRefused() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("other.yaml"),
            """
            state-dir: state
            targets: { store: { type: embedded, port: 0 } }
            folders: [{ path: inbox, dataset: elsewhere }]
            """);
    SluiceConfig other = ConfigLoader.load(file, Environment.ofProcess());
    StartException refused =
        assertThrows(StartException.class, () -> OneShots.sync(other, other.folders(), UNOBSERVED));
    assertTrue(refused.getMessage().contains("to another target or dataset"), refused.getMessage());
    assertEquals(Optional.empty(), refused.getMessage().lines().skip(1).findFirst());
  }
}
