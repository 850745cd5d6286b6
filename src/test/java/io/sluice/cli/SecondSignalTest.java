package io.sluice.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;

@Execution(ExecutionMode.CONCURRENT)
final class SecondSignalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void leavesTheScreenAsItWas() throws Exception {
    Path screen = directory.resolve("screen");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(LiveScreen.class, StuckPage.class, Logger.class),
                StuckPage.class.getName())
            .redirectOutput(screen.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(PATIENCE).until(() -> text(screen).contains("a page"));
      terminate(process);
      await().atMost(PATIENCE).until(() -> text(screen).contains("interrupted"));
      terminate(process);
      assertTrue(process.waitFor(10, TimeUnit.SECONDS), () -> text(screen));
      assertEquals(143, process.exitValue());
      assertTrue(text(screen).endsWith("\u001b[?25h\u001b[?1049l"), () -> text(screen));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath(Class<?>... classes) {
    return Stream.of(classes)
        .map(
            one ->
                Path.of(
                    URI.create(one.getProtectionDomain().getCodeSource().getLocation().toString())))
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void terminate(Process process) throws Exception {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-TERM", pid).start().waitFor());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
