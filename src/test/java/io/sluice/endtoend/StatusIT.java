package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.jar.PackagedJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code status}, beside a daemon of another process. */
@Execution(ExecutionMode.CONCURRENT)
final class StatusIT {
  private static final String INTERRUPT = "\u0003";
  private static final String STOP = "\u001a";
  private static final String ENTERS_SCREEN = "\u001b[?1049h";
  private static final String HIDES_CURSOR = "\u001b[?25l";
  private static final String SHOWS_CURSOR = "\u001b[?25h";
  private static final String LEAVES_SCREEN = "\u001b[?1049l";

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory).embedded();
    for (String name : List.of("a.png", "b.png", "c.png")) {
      site.writeQuietly(name);
    }
  }

  private CommandHere.Ended status(String... options) throws IOException {
    String[] line = new String[options.length + 3];
    line[0] = "status";
    line[1] = "-c";
    line[2] = site.configuration().toString();
    System.arraycopy(options, 0, line, 3, options.length);
    return CommandHere.run(directory, line);
  }

  @Test
  void countsOfTheDaemonArePrinted_forPeopleAndForScripts() throws Exception {
    try (SluiceProcess daemon = site.start("run")) {
      await()
          .atMost(SluiceProcess.PATIENCE)
          .until(() -> status().out().matches("(?s).*watching.*3 of 3 files done: 3 up.*"));
      CommandHere.Ended shown = status();
      assertEquals(0, shown.code(), shown::out);
      assertTrue(shown.out().contains("(process " + daemon.pid() + "): "), shown::out);
      assertTrue(shown.out().contains("target store (embedded): ok"), shown::out);

      JsonNode json = new JsonMapper().readTree(status("--json").out());
      assertEquals(3, json.path("folders").path(0).path("uploaded").asInt());
    }
  }

  @Test
  void aScanIsOrdered_ofOneFolderByPathOrName_orOfAll() throws Exception {
    site.folder("watch: off", "rescan-interval: 1h");
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("report folder=inbox .*uploaded=3 .*");
      String configuration = site.configuration().toString();
      int files = 3;
      for (String folder : List.of(site.inbox().toString(), "inbox", "")) {
        site.writeQuietly(files + ".png");
        files++;
        String[] line = {"rescan", "-c", configuration, folder};
        CommandHere.Ended ended =
            CommandHere.run(
                directory, folder.isEmpty() ? new String[] {line[0], line[1], line[2]} : line);
        assertEquals(0, ended.code(), ended::out);
        assertTrue(ended.out().contains("inbox"), ended::out);
        String wanted = files + " of " + files + " files done";
        await().atMost(SluiceProcess.PATIENCE).until(() -> status().out().contains(wanted));
      }
      CommandHere.Ended unknown =
          CommandHere.run(directory, "rescan", "-c", configuration, "nowhere");
      assertEquals(2, unknown.code());
      assertTrue(unknown.out().contains("no folder nowhere; it has inbox"), unknown::out);
    }
  }

  @Test
  void withoutADaemonItSaysWhatToDo() throws Exception {
    CommandHere.Ended ended = status();
    assertEquals(2, ended.code());
    assertTrue(ended.out().contains("no daemon is running with the state directory"), ended::out);
    assertTrue(ended.out().contains("sluice run"), ended::out);
  }

  @Test
  void onATerminalThePageIsDrawnAnew_andAnInterruptLeavesTheLastOne() throws Exception {
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("report folder=inbox .*uploaded=3 .*");
      Path screen = directory.resolve("screen");
      Process terminal = terminal(statusLine(), screen);
      try {
        await().atMost(SluiceProcess.PATIENCE).until(() -> text(screen).contains("3 uploaded"));
        site.writeQuietly("d.png");
        await().atMost(SluiceProcess.PATIENCE).until(() -> text(screen).contains("4 uploaded"));
        press(terminal, INTERRUPT);
        assertTrue(terminal.waitFor(SluiceProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(130, terminal.exitValue(), () -> text(screen));
        String left = text(screen);
        String after = left.substring(left.indexOf(LEAVES_SCREEN));
        assertTrue(after.contains("4 uploaded"), () -> left);
      } finally {
        terminal.destroyForcibly();
      }
    }
  }

  /** As from a shell with job control, which gets the terminal back. */
  @Test
  void whatStandsStillLeavesTheTerminalAsItWas_andTakesItAgainWhenItGoesOn() throws Exception {
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("report folder=inbox .*uploaded=3 .*");
      Path screen = directory.resolve("screen");
      String line = "bash -mc '" + statusLine() + "; echo stood still; fg'";
      Process terminal = terminal(line, screen);
      try {
        await().atMost(SluiceProcess.PATIENCE).until(() -> text(screen).contains("3 uploaded"));
        press(terminal, STOP);
        await().atMost(SluiceProcess.PATIENCE).until(() -> text(screen).contains("stood still"));
        String before = text(screen).split("stood still", 2)[0];
        assertTrue(before.lastIndexOf(SHOWS_CURSOR) > before.lastIndexOf(HIDES_CURSOR), before);
        assertTrue(isLeft(before), before);
        await()
            .atMost(SluiceProcess.PATIENCE)
            .until(() -> text(screen).split("stood still", 2)[1].contains(ENTERS_SCREEN));
        press(terminal, INTERRUPT);
        assertTrue(terminal.waitFor(SluiceProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertTrue(isLeft(text(screen)), () -> text(screen));
      } finally {
        terminal.destroyForcibly();
      }
    }
  }

  private static boolean isLeft(String shown) {
    return shown.lastIndexOf(LEAVES_SCREEN) > shown.lastIndexOf(ENTERS_SCREEN);
  }

  private static void press(Process terminal, String key) throws IOException {
    terminal.getOutputStream().write(key.getBytes(StandardCharsets.US_ASCII));
    terminal.getOutputStream().flush();
  }

  /** A terminal of its own, whose output goes to a file, and whose keys are the standard input. */
  private Process terminal(String line, Path screen) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("env", "--default-signal=INT", "script", "-qefc", line, "/dev/null")
            .redirectOutput(screen.toFile())
            .redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.environment().put("HOME", directory.toString());
    return builder.start();
  }

  private String statusLine() throws IOException {
    return String.join(
        " ",
        PackagedJar.java(),
        String.join(" ", PackagedJar.quickStart()),
        "-jar",
        PackagedJar.file().toString(),
        "status -c",
        site.configuration().toString());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
