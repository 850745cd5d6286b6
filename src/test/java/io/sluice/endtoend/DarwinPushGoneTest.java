package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.darwin.DarwinStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A push whose file goes away once it is registered, and comes back. */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinPushGoneTest {
  @TempDir private Path directory;

  @Test
  void fileThatGoesAwayOnceItIsRegistered_isGoneOnWith_whenItIsBack() throws Exception {
    try (DarwinHere site = new DarwinHere(directory)) {
      site.image("a.png");
      AtomicBoolean once = new AtomicBoolean();
      site.server()
          .meanwhile(
              step -> {
                if (step == DarwinStep.PUT && once.compareAndSet(false, true)) {
                  try {
                    Files.delete(site.in().resolve("a.png"));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }
              });
      CommandHere.Ended gone = site.push(0, ".", "--json");
      assertTrue(gone.out().contains("\"vanished\":1"), gone::out);
      // Once more without it: what was registered is still known.
      site.push(0, ".", "--json");
      assertEquals(1, places());

      site.image("a.png");
      CommandHere.Ended back = site.push(0, ".", "--json");
      assertTrue(back.out().contains("\"images_uploaded\":1"), back::out);
      assertEquals(Set.of("/a.png 0 a.png"), site.slots());
      assertEquals(1, site.server().count(DarwinStep.REGISTER));
      assertEquals(0, places());
    }
  }

  private long places() throws IOException {
    try (Stream<Path> places = Files.list(directory.resolve("state/push"))) {
      return places.filter(Files::isDirectory).count();
    }
  }
}
