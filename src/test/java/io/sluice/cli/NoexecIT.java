package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories from which no program may run, in a mount namespace of its own. Needs root. */
final class NoexecIT {
  private static final String CONFIG = "targets: {e: {type: embedded, port: 0}}\n";

  @TempDir private Path directory;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "only root can mount");
    for (String name : List.of("state", "temporary", "scans")) {
      Files.createDirectory(directory.resolve(name));
    }
    Files.writeString(directory.resolve("sluice.yaml"), CONFIG + "folders: [{path: scans}]\n");
    assumeTrue(
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "none", "state")
                .directory(directory.toFile())
                .start()
                .waitFor()
            == 0,
        "needs unshare and mount");
  }

  private static List<String> mounting(String... directories) {
    StringBuilder script = new StringBuilder("true");
    for (String name : directories) {
      script.append(" && mount -t tmpfs -o noexec,mode=700 none ").append(name);
    }
    String set = " && export JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=\"$PWD/temporary\"";
    return List.of("unshare", "-m", "sh", "-c", script + set + " && exec \"$@\"", "sh");
  }

  private SluiceProcess.Ended sync(String... noexec) throws Exception {
    return SluiceProcess.run(mounting(noexec), directory, "sync", "-c", "sluice.yaml");
  }

  @Test
  void worksAllTheSame_whereTheStateDirectoryIsNoexec() throws Exception {
    SluiceProcess.Ended ended = sync("state");
    assertEquals(0, ended.code(), ended::toString);
  }

  @Test
  void saysWhatToDo_whereNoDirectoryIsLeft() throws Exception {
    SluiceProcess.Ended ended = sync("state", "temporary");
    assertEquals(2, ended.code(), ended::toString);
    assertTrue(ended.err().contains("mounted with noexec? Name a directory"), ended::toString);
    assertTrue(ended.err().contains("-Dorg.sqlite.tmpdir=DIR"), ended::toString);
    assertFalse(ended.err().contains("\tat "), ended::toString);
  }
}
