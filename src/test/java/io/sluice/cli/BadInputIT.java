package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.SluiceProcess.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong: each ends with exit code 2 and a message that says what to do. */
final class BadInputIT {
  @TempDir private Path directory;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(directory.resolve("scans/stop"));
    Files.createFile(directory.resolve("file"));
  }

  static Stream<Arguments> commandLines() {
    return Stream.of(
        bad("Unknown option: '--nope'", "sync", "--nope", "scans"),
        bad("no folder to work on: name one", "sync"),
        bad("no folder to work on: name one", "run"),
        bad("Unmatched argument at index 0: 'frob'", "frob"),
        bad("file is a file; name the folder that holds it", "sync", "file"),
        bad("gone does not exist; is it mounted", "sync", "gone"),
        bad("gone\\x1b[31m", "sync", "gone\u001b[31m"),
        bad("''", "sync", ""),
        bad("the path is empty", "sync", "-c", "", "scans"),
        bad("--workers must be 1 to 64, not 0", "sync", "--workers", "0", "scans"),
        bad("'x' is not an int", "sync", "--workers", "x", "scans"),
        bad("no such target; it has [local]", "sync", "--target", "t", "scans"),
        bad("none.yaml: the file does not exist", "sync", "-c", "none.yaml"),
        bad("is a directory; name the file in it", "sync", "-c", "."),
        bad("state cannot be written", "sync", "--state-dir", "/proc/sluice/state", "scans"),
        bad("a file is in the place of a directory", "sync", "--state-dir", "file", "scans"),
        bad("stop lies in ", "sync", "scans", "scans/stop", "--dataset", "d"),
        bad("scans holds ", "run", "scans/stop", "scans", "--dataset", "d"),
        bad("--port must be 0 to 65535, not 70000", "serve", "--port", "70000"),
        bad("a file is in the place of a directory", "serve", "--port", "0", "--data", "file"),
        bad("it is not there and cannot be made", "serve", "--port", "0", "--data", "/proc/x"),
        bad("the command 'serve keys' is not built yet", "serve", "keys", "add", "--x"),
        bad("none.png does not exist", "push", "none.png", "--dataset", "d"),
        bad("Missing required option: '--dataset=D'", "push", "scans"),
        bad("the command 'pause' is not built yet", "pause"),
        bad("no daemon is running with the state directory", "status"),
        bad("no daemon is running with the state directory", "rescan", "a"),
        bad("no folder to work on", "verify"),
        bad("scans is neither in a folder of the configuration", "files", "scans"),
        bad("--state ignored: the ledger does not keep", "files", "--state", "ignored"),
        bad("there is no such state; there are uploaded", "files", "--state", "frob"),
        bad("--limit must be 1 or more, not 0", "files", "--limit", "0"),
        bad(
            "--retry-duplicates is for targets of type clarifai",
            "retry",
            "--folder",
            "scans",
            "--retry-duplicates"),
        bad(
            "--no-wait is for targets of type clarifai",
            "push",
            "scans",
            "--dataset",
            "d",
            "--no-wait"),
        bad("--no-wait is for push and csv", "sync", "scans", "--no-wait"),
        bad("no folder to work on", "retry"),
        bad("the log ", "retry", "--folder", "scans", "nothing.jsonl"),
        bad("no line of ", "retry", "--folder", "scans", "file"),
        bad("there is no user 'no-such-user'", "check", "--as", "no-such-user"),
        bad("there is no user '-r'", "check", "--as=-r"),
        bad("Missing required options: '--type=T', '--folder=DIR', '--dataset=D'", "init"),
        bad("use embedded, pictograph, darwin or clarifai", init("frob", "scans", "d")),
        bad("a\\nb", init("embedded", "a\nb", "d")),
        bad("must not have '${' in it", init("embedded", "a${HOME}", "d")),
        bad("dataset must be printable", init("embedded", "scans", "")),
        bad("leave --json away", "check", "--json", "--print-config"));
  }

  private static Arguments bad(String message, String... arguments) {
    return Arguments.of(message, arguments);
  }

  private static String[] init(String type, String folder, String dataset) {
    return new String[] {"init", "--type", type, "--folder", folder, "--dataset", dataset};
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void refusesACommandLine(String message, String[] arguments) throws Exception {
    if (List.of(arguments).contains("--state-dir")) {
      assertRefused(message, SluiceProcess.run(directory, arguments));
      return;
    }
    // Within this process: that a refusal ends one with its code, the configurations below show.
    CommandHere.Ended ended = CommandHere.run(directory, arguments);
    assertRefused(message, new Ended(ended.code(), "", ended.out()));
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        Arguments.of("folders: [\n", "bad.yaml:2: not valid YAML"),
        Arguments.of("folders:\n  - pth: a\n", "bad.yaml:2: folders[0].pth: unknown key"),
        Arguments.of("folders: []\nfolders: []\n", "bad.yaml:2: folders: stands twice"),
        Arguments.of(
            "targets: {p: {type: pictograph, api-key: pk_live_CANARY}}\n",
            "must be a ${NAME} reference alone"),
        Arguments.of(
            "targets: {p: {type: pictograph, api-key-file: key}}\n",
            "open to others than its owner (mode 0644); run: chmod 600"),
        Arguments.of(
            "targets: {p: {type: pictograph, url: 'http://example.org', api-key-file: key}}\n",
            "plain http would send the key readable"),
        Arguments.of(
            "folders: [{path: scans, dataset: d}, {path: scans/stop, dataset: d}]\n",
            "both feed dataset d"),
        Arguments.of("state-dir: file\nfolders: [{path: scans}]\n", "cannot be written"));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void refusesAConfiguration(String yaml, String message) throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "pk_live_CANARY\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(directory.resolve("bad.yaml"), yaml);
    assertRefused(message, SluiceProcess.run(directory, "sync", "-c", "bad.yaml"));
    Ended check = SluiceProcess.run(directory, "check", "-c", "bad.yaml");
    assertEquals(2, check.code(), check.toString());
    assertTrue(check.out().contains("FAIL  "), check.toString());
    assertTrue(check.out().contains(message), check.toString());
    assertFalse(check.toString().contains("CANARY"), check.toString());
  }

  @Test
  void refusesAFolder_thatThisUserCannotRead() throws Exception {
    Path locked = Files.createDirectory(directory.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    Ended ended = SluiceProcess.run(withoutPrivileges(), directory, "sync", "locked");
    assertRefused("locked cannot be read by this user; grant it read access", ended);
  }

  /** Permissions hold for root only once it has given up the right to pass over them. */
  private static List<String> withoutPrivileges() {
    return System.getProperty("user.name").equals("root")
        ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")
        : List.of();
  }

  @Test
  void refusesAPort_thatIsTaken() throws Exception {
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(stranger.getLocalPort());
      String message = "stop what uses that port, or choose another";
      assertRefused(message, SluiceProcess.run(directory, "serve", "--port", port));
      Files.writeString(
          directory.resolve("port.yaml"),
          "targets: {e: {type: embedded, port: " + port + "}}\nfolders: [{path: scans}]\n");
      assertRefused(message, SluiceProcess.run(directory, "run", "-c", "port.yaml"));
    }
  }

  @Test
  void refusesAStateDirectory_inAFolderThatIsUploaded() throws Exception {
    Files.writeString(
        directory.resolve("within.yaml"),
        """
        state-dir: scans/state
        targets: {e: {type: embedded, port: 0}}
        folders: [{path: scans}]
        """);
    for (String command : List.of("run", "sync")) {
      assertRefused(
          "lies in the folder", SluiceProcess.run(directory, command, "-c", "within.yaml"));
    }
  }

  @Test
  void refusesASecondDaemon_butHandsASyncOver() throws Exception {
    Files.writeString(
        directory.resolve("ok.yaml"),
        "targets: {e: {type: embedded, port: 0}}\nfolders: [{path: scans}]\n");
    try (SluiceProcess daemon = SluiceProcess.start(directory, "run", "-c", "ok.yaml")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> daemon.err().contains("watching "));
      String message = "is using the state directory";
      assertRefused(message, SluiceProcess.run(directory, "run", "-c", "ok.yaml"));
      Ended sync = SluiceProcess.run(directory, "sync", "-c", "ok.yaml");
      assertEquals(0, sync.code(), sync.toString());
      Ended check = SluiceProcess.run(directory, "check", "-c", "ok.yaml");
      assertEquals(0, check.code(), check.toString());
      assertTrue(check.out().contains("in use by a running Sluice (process "), check.toString());
      assertTrue(daemon.isAlive());
    }
  }

  private static void assertRefused(String message, Ended ended) {
    assertAll(
        () -> assertEquals(2, ended.code()),
        () -> assertEquals("", ended.out()),
        () -> assertTrue(ended.err().contains(message), ended.err()),
        () -> assertFalse(ended.err().contains("\tat "), ended.err()),
        () -> assertFalse(ended.err().contains("Exception"), ended.err()),
        () -> assertFalse(ended.err().contains("\u001b"), ended.err()),
        () -> assertFalse(ended.err().contains("CANARY"), ended.err()));
  }
}
