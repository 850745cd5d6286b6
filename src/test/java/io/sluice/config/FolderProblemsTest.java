package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad values of a folder, each at its line. */
class FolderProblemsTest {
  private static final String DONE_FILE =
      "must be a plain file name such as COMPLETE, or a pattern with {name} or {stem} such as"
          + " {name}.done";
  private static final String VIRTUAL_FOLDER =
      "must be / or begin with it, such as /incoming/day, without . or ..";

  @TempDir Path dir;

  /** A key of a folder, its bad value, and what is said. */
  static Stream<Arguments> folderValues() {
    return Stream.of(
        arguments("path", "''", "must be a path, not ''"),
        arguments("path", "'~'", "must be a path, not '~'"),
        arguments("path", "\"/a\\0b\"", "must be a path, not '/a\\x00b'"),
        arguments("path", "[/a]", "must be a single value"),
        arguments("path", "", "has no value; give one, or remove the key"),
        arguments(
            "name", "' '", "must be printable, not empty and at most 200 characters, not ' '"),
        arguments("target", "other", "must be a target of this file (local), not 'other'"),
        arguments(
            "dataset",
            "\"a\\nb\"",
            "must be printable, not empty and at most 200 characters, not 'a\\nb'"),
        arguments("create-if-missing", "yes", "must be true or false, not 'yes'"),
        arguments("skip-existing", "1", "must be true or false, not '1'"),
        arguments("organize-by-class", "True", "must be true or false, not 'True'"),
        arguments("preserve-folders", "on", "must be true or false, not 'on'"),
        arguments("virtual-folder", "a", VIRTUAL_FOLDER + ", not 'a'"),
        arguments("virtual-folder", "/a/../b", VIRTUAL_FOLDER + ", not '/a/../b'"),
        arguments("virtual-folder", "/a//b", VIRTUAL_FOLDER + ", not '/a//b'"),
        arguments("include", "'*.jpg'", "must be a list, such as [\"*.jpg\"]"),
        arguments("include", "", "must be a list, such as [\"*.jpg\"]"),
        arguments("exclude", "{a: b}", "must be a list, such as [\"*.jpg\"]"),
        arguments("min-size", "1", ConfigFolder.SIZE + ", not '1'"),
        arguments("min-size", "1.5MB", ConfigFolder.SIZE + ", not '1.5MB'"),
        arguments("max-size", "50Mb", ConfigFolder.SIZE + ", not '50Mb'"),
        arguments("max-size", "999999999999TB", "must be below 8000000TB, not '999999999999TB'"),
        arguments("max-size", "0B", "nothing fits: min-size 1B is above max-size 0B"),
        arguments("min-size", "1GB", "nothing fits: min-size 1GB is above max-size 50MiB"),
        arguments("watch", "inotify", "must be auto, events, poll or off, not 'inotify'"),
        arguments("rescan-interval", "60", ConfigFolder.DURATION + ", not '60'"),
        arguments("rescan-interval", "-1s", ConfigFolder.DURATION + ", not '-1s'"),
        arguments("rescan-interval", "1ms", "must be at least 100ms, not '1ms'"),
        arguments("settle", "auto", "must hold keys and values"),
        arguments("on-conflict", "stop", "must be report, rename or fail, not 'stop'"),
        arguments("on-change", "fail", "must be report or rename, not 'fail'"),
        arguments("verify-existing", "hash", "must be size or content, not 'hash'"),
        arguments("order", "random", "must be oldest or newest, not 'random'"));
  }

  @ParameterizedTest
  @MethodSource("folderValues")
  void refusesValueOfFolder(String key, String value, String message) {
    String path = key.equals("path") ? "" : "  - path: /a\n    name: n\n";
    String item = path.isEmpty() ? "  - path: " : "    " + key + ": ";
    int line = path.isEmpty() ? 2 : key.equals("name") ? 3 : 4;
    if (key.equals("name")) {
      path = "  - path: /a\n";
    }

    List<String> problems = new ConfigFolder(dir).problems("folders:\n" + path + item + value);

    assertEquals(List.of("sluice.yaml:" + line + ": folders[0]." + key + ": " + message), problems);
  }

  static Stream<Arguments> settleValues() {
    return Stream.of(
        arguments("quiet-period", "2", ConfigFolder.DURATION + ", or auto, not '2'"),
        arguments("quiet-period", "0s", "must be above zero and at most 3650d, or auto, not '0s'"),
        arguments("quiet-period", "11m", "must not be below quiet-period: 10m is less than 11m"),
        arguments("max-wait", "9999d", "must be above zero and at most 3650d, not '9999d'"),
        arguments("max-wait", "1h30m", ConfigFolder.DURATION + ", not '1h30m'"),
        arguments("check-structure", "maybe", "must be true or false, not 'maybe'"),
        arguments("on-incomplete", "skip", "must be hold or upload, not 'skip'"),
        arguments("done-file", "a/b", DONE_FILE + ", not 'a/b'"),
        arguments("done-file", "'{name}'", DONE_FILE + ", not '{name}'"),
        arguments("done-file", "'{nam}.done'", DONE_FILE + ", not '{nam}.done'"),
        arguments("done-file", "'*.done'", DONE_FILE + ", not '*.done'"),
        arguments("done-file", "..", DONE_FILE + ", not '..'"),
        arguments("maxwait", "1h", "unknown key; did you mean 'max-wait'?"));
  }

  @ParameterizedTest
  @MethodSource("settleValues")
  void refusesValueOfSettle(String key, String value, String message) {
    String yaml = "folders:\n  - path: /a\n    settle:\n      " + key + ": " + value;

    List<String> problems = new ConfigFolder(dir).problems(yaml);

    String at = message.contains("below quiet") ? "3: folders[0].settle.max-wait" : null;
    String place = at == null ? "4: folders[0].settle." + key : at;
    assertEquals(List.of("sluice.yaml:" + place + ": " + message), problems);
  }
}
