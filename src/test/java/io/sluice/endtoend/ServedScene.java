package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;

import io.sluice.datasetserver.DatasetServerException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A scene whose dataset server is a process of its own, for as long as this is open. */
final class ServedScene implements AutoCloseable {
  private final CrashScene scene;
  private final List<SluiceProcess> started = new ArrayList<>();

  ServedScene(CrashScene scene) {
    this.scene = scene;
    scene.server().goAway();
  }

  /** Starts the server; whether it halted before it listened. */
  boolean start(List<String> options) throws Exception {
    String port = Integer.toString(URI.create(scene.server().url()).getPort());
    String data = scene.site().data().toString();
    SluiceProcess process = scene.start(options, "serve", "--port", port, "--data", data);
    started.add(process);
    await()
        .atMost(SluiceProcess.PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !process.isAlive() || process.out().contains("page link: "));
    return hasHalted(process);
  }

  private static boolean hasHalted(SluiceProcess process) throws InterruptedException {
    if (process.isAlive()) {
      return false;
    }
    if (process.awaitExit() != 137) {
      throw new AssertionError("the server ended by itself: " + process);
    }
    return true;
  }

  /** A sync to its end, however that is. */
  void sync() throws Exception {
    try (SluiceProcess sync = scene.start(List.of(), "sync", "--json")) {
      sync.awaitExit();
    }
  }

  /** A sync to its end, during which the server may halt, and is started again at once. */
  boolean syncWhileItHalts() throws Exception {
    SluiceProcess server = started.get(0);
    try (SluiceProcess sync = scene.start(List.of(), "sync", "--json")) {
      await()
          .atMost(SluiceProcess.PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> !server.isAlive() || !sync.isAlive());
      boolean halted = hasHalted(server);
      if (halted) {
        start(List.of());
      }
      sync.awaitExit();
      return halted;
    }
  }

  @Override
  public void close() throws DatasetServerException {
    started.forEach(SluiceProcess::close);
    scene.server().comeBack();
  }
}
