package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A good file, broken at random: it loads, or every problem is one printable line. */
class ConfigMutationTest {
  private static final int ROUNDS = 300;
  private static final int SWEEP_ROUNDS = 50_000;
  private static final List<String> PIECES =
      List.of(
          "",
          " ",
          "\t",
          ":",
          "-",
          "[",
          "}",
          "&a ",
          "*a",
          "!t ",
          "\"",
          "'",
          "#",
          "${",
          "${A}",
          "~",
          "null",
          "0",
          "-1",
          "1e9",
          "\\",
          "/",
          "..",
          "é",
          "\u0000",
          "\n",
          "|",
          ">",
          "?",
          "---\n",
          "\u202e",
          "\u2028",
          "\ud83d\ude00",
          "[[[[[[[[",
          "{a: {a: {a: ",
          "<<: *a",
          "!!java.net.URL ",
          "99999999999999999999",
          "1.5",
          "0x1F",
          ".inf",
          "2026-01-01",
          "50MiB",
          "-3s",
          "${A:-${B}}");

  @TempDir Path dir;

  @Test
  void loadsOrSaysWhatIsWrong_whateverIsBroken() {
    breakAndLoad(ROUNDS);
  }

  @Test
  @Tag("sweep")
  void loadsOrSaysWhatIsWrong_whateverIsBroken_manyTimes() {
    breakAndLoad(SWEEP_ROUNDS);
  }

  private void breakAndLoad(int rounds) {
    ConfigFolder folder = new ConfigFolder(dir);
    folder.write("keys/pictograph", "pk_live_1", "rw-------");
    folder.withAuthorities("authorities.pem");
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    System.out.println("fuzz configuration: seed " + seed);
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < rounds; i++) {
      String yaml = broken(random);
      try {
        folder.load(yaml);
      } catch (ConfigException e) {
        refused++;
        e.problems().forEach(problem -> assertReadable(problem.render()));
      } catch (RuntimeException e) {
        fail("seed " + seed + ", text:\n" + yaml, e);
      }
    }
    assertTrue(refused > rounds / 10, "seed " + seed + ": hardly anything was broken");
  }

  private static void assertReadable(String line) {
    assertFalse(line.chars().anyMatch(Character::isISOControl), line);
    assertFalse(line.contains("tools.jackson") || line.contains("Exception"), line);
    assertTrue(line.startsWith("sluice.yaml:"), line);
  }

  private static String broken(Random random) {
    List<String> lines =
        new ArrayList<>(Arrays.asList(ConfigMappingTest.EVERY_KEY.split("\n", -1)));
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      int column = random.nextInt(line.length() + 1);
      int to = column + random.nextInt(line.length() - column + 1);
      switch (random.nextInt(4)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size()), line);
        case 2 -> lines.set(at, line.substring(0, column) + line.substring(to));
        default -> {
          String piece = PIECES.get(random.nextInt(PIECES.size()));
          lines.set(at, line.substring(0, column) + piece + line.substring(to));
        }
      }
    }
    return String.join("\n", lines);
  }
}
