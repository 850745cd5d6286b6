package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code check --as}: what another user may do, tried by being that user. Needs root. */
final class CheckAccessIT {
  private static final String USER = "nobody";

  /** Not a {@code TempDir}: those of JUnit are closed to other users. */
  private Path directory;

  private Path folder;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "only root can become another user");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv of util-linux");
    directory = Files.createTempDirectory("sluice-access-");
    mode(directory, "rwxr-xr-x");
    folder = Files.createDirectories(directory.resolve("scans/stop"));
    Files.writeString(folder.resolve("1.png"), "x");
    Files.writeString(
        directory.resolve("sluice.yaml"),
        """
        state-dir: state
        targets: {p: {type: pictograph, url: 'http://127.0.0.1:1', api-key-file: key}}
        folders: [{path: scans, target: p}]
        """);
    Files.createDirectory(directory.resolve("state"));
    Files.writeString(directory.resolve("key"), "pk_live_" + "0".repeat(32) + "\n");
    mode(directory.resolve("key"), "rw-------");
    shell("chown -R " + USER + " state key");
  }

  @AfterEach
  void remove() throws Exception {
    if (directory != null) {
      shell("rm -rf " + directory);
    }
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private void shell(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command).directory(directory.toFile()).inheritIO().start();
    assertEquals(0, process.waitFor(), command);
  }

  private SluiceProcess.Ended check() throws Exception {
    return SluiceProcess.run(directory, "check", "-c", "sluice.yaml", "--as", USER);
  }

  /** Fails for one thing alone, and the command that it names mends it. */
  private void isMendedAsItSays(String failure) throws Exception {
    SluiceProcess.Ended broken = check();
    assertEquals(2, broken.code(), broken::toString);
    List<String> failures = broken.out().lines().filter(line -> line.startsWith("FAIL")).toList();
    assertEquals(1, failures.size(), broken::toString);
    assertTrue(failures.get(0).contains(failure), broken::toString);
    shell(failures.get(0).substring(failures.get(0).indexOf("run: ") + 5));
    SluiceProcess.Ended mended = check();
    assertEquals(0, mended.code(), mended::toString);
  }

  @Test
  void isWell_whereTheUserMayDoAll() throws Exception {
    SluiceProcess.Ended ended = check();
    assertEquals(0, ended.code(), ended::toString);
    assertTrue(ended.out().contains("nobody, folder scans: can read "), ended::toString);
    assertTrue(ended.out().contains("nobody, state directory: can write "), ended::toString);
    assertTrue(ended.out().contains("nobody, key of target p: can read "), ended::toString);
  }

  @Test
  void seesAStateDirectoryOfAnother() throws Exception {
    shell("chown -R root state");
    isMendedAsItSays("cannot write");
  }

  @Test
  void seesAFileThatRootLeftInTheState() throws Exception {
    shell("touch state/ledger.db");
    isMendedAsItSays("which another user made");
  }

  @Test
  void seesAKeyThatIsOpenOrOfAnother() throws Exception {
    mode(directory.resolve("key"), "rw-r-----");
    isMendedAsItSays("is open to others than its owner");
    shell("chown daemon key");
    isMendedAsItSays("belongs to daemon");
    shell("chown root key");
    isMendedAsItSays("cannot read");
  }

  @Test
  void namesWhatIsClosedInTheFolder_andTheCommandThatOpensIt() throws Exception {
    mode(folder, "rwx------");
    SluiceProcess.Ended ended = check();
    assertEquals(2, ended.code(), ended::toString);
    String root = folder.getParent().toString();
    assertTrue(ended.out().contains("cannot read " + folder), ended::toString);
    assertTrue(
        ended.out().contains("run: setfacl -R -m u:nobody:rX " + root + " && setfacl -R -d "),
        ended::toString);

    mode(folder, "rwxr-xr-x");
    mode(folder.resolve("1.png"), "rw-r-----");
    shell("chgrp daemon scans/stop/1.png");
    SluiceProcess.Ended group = check();
    assertTrue(group.out().contains("run: usermod -aG daemon nobody"), group::toString);
  }

  @Test
  void passesOverWhatNoScanVisits() throws Exception {
    for (String closed : new String[] {"scans/lost+found", "scans/stop/.cache", "scans/Raw"}) {
      mode(Files.createDirectory(directory.resolve(closed)), "rwx------");
    }
    mode(Files.writeString(directory.resolve("scans/stop/notes.txt"), "x"), "rw-------");
    mode(Files.createDirectory(directory.resolve("state/lost+found")), "rwx------");
    Path config = directory.resolve("sluice.yaml");
    Files.writeString(
        config, Files.readString(config).replace("target: p}", "target: p, exclude: [raw/]}"));

    SluiceProcess.Ended ended = check();

    assertEquals(0, ended.code(), ended::toString);
    mode(Files.createDirectory(directory.resolve("scans/wanted")), "rwx------");
    SluiceProcess.Ended closed = check();
    assertTrue(closed.out().contains("scans/wanted;"), closed::toString);
  }

  @Test
  void namesTheDirectoryOnTheWayThatCannotBePassed() throws Exception {
    mode(directory, "rwx------");
    SluiceProcess.Ended ended = check();
    assertEquals(2, ended.code(), ended::toString);
    String way = "run: setfacl -m u:nobody:x " + directory;
    assertEquals(
        3, ended.out().lines().filter(line -> line.endsWith(way)).count(), ended::toString);
  }

  @Test
  void saysThatItNeedsRoot() throws Exception {
    mode(directory, "rwxrwxrwx");
    SluiceProcess.Ended ended =
        SluiceProcess.run(
            List.of("setpriv", "--reuid=" + USER, "--clear-groups", "--"),
            directory,
            "check",
            "-c",
            "sluice.yaml",
            "--as",
            "root");
    assertEquals(2, ended.code(), ended::toString);
    assertTrue(ended.err().contains("only root can try"), ended::toString);
  }
}
