package io.sluice.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** With a program that hangs in the place of the one that looks at a folder. */
@Execution(ExecutionMode.CONCURRENT)
final class AccessRoundTest {
  @TempDir private Path directory;

  @Test
  void saysWhichFolderDidNotAnswer_andGoesOnWithTheOthers() throws Exception {
    Files.createDirectories(directory.resolve("hung"));
    Files.createDirectories(directory.resolve("well"));
    Path program =
        Files.writeString(
            directory.resolve("become"),
            "case \"$1 $3\" in 'find '*/hung) exec sleep 600;; esac\nexec \"$@\"\n");
    UserAccess access = new UserAccess("somebody", List.of("sh", program.toString()));
    Duration most = Duration.ofSeconds(5);
    List<Checkup> found = round(access, most);
    if (found.get(1).status() != Checkup.Status.OK) {
      // Too little for the others on a machine that stood still.
      most = Duration.ofSeconds(60);
      found = round(access, most);
    }

    String shown = found.toString();
    assertEquals(Checkup.Status.FAIL, found.get(0).status(), shown);
    assertEquals("somebody, folder hung", found.get(0).subject());
    assertEquals(
        directory.resolve("hung") + " did not answer within " + most.toSeconds() + " s",
        found.get(0).detail());
    assertEquals(Checkup.Status.OK, found.get(1).status(), shown);
    assertEquals(3, found.size(), shown);
    await("the end of the program that hung")
        .until(
            () ->
                ProcessHandle.current()
                    .descendants()
                    .noneMatch(
                        child -> child.info().commandLine().orElse("").contains("sleep 600")));
  }

  @Test
  void judgesWhatAScanWouldVisit_andNothingElse() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("well"));
    // As find would print what the user cannot read.
    Path program =
        Files.writeString(
            directory.resolve("become"),
            """
            [ "$1" = find ] || exit 0
            printf 'd/0/raw\\0f/9/notes.txt\\0f/9/.hidden/a.png\\0f/9/a/b.png\\0d/0/c\\0'
            """);
    Files.createDirectories(directory.resolve("hung"));
    UserAccess access = new UserAccess("somebody", List.of("sh", program.toString()));

    List<String> closed =
        access.closedBelow(folder, FolderWiring.filter(config().folders().get(1), config()), 5);

    assertEquals(List.of(folder + "/a/b.png", folder + "/c"), closed);
    assertTrue(
        access
                .closedBelow(folder, FolderWiring.filter(config().folders().get(1), config()), 1)
                .size()
            == 1);
  }

  private List<Checkup> round(UserAccess access, Duration most) throws Exception {
    List<Checkup> found = new ArrayList<>();
    new AccessRound(config(), access, found::add, most).run();
    return found;
  }

  private SluiceConfig config() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("sluice.yaml"),
            """
            state-dir: state
            folders: [{path: hung}, {path: well, exclude: ["raw/"]}]
            """);
    return ConfigLoader.load(file, new Environment(Map.of(), directory, directory));
  }
}
