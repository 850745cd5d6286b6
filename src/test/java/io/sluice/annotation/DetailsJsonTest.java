package io.sluice.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DetailsJsonTest {
  private static final InputDetails ALL =
      new InputDetails(
          Optional.of("cat-1"),
          List.of(new Concept("cat"), new Concept("dog", 0)),
          "{\"camera\":3,\"who\":\"O'Hara\"}",
          Optional.of(new GeoPoint(24.94, -60.17)),
          List.of(
              new Annotation(new Region.Box(0, 0.1, 0.5, 1), List.of(new Concept("cat"))),
              new Annotation(
                  new Region.Polygon(
                      List.of(
                          new Region.Point(0, 0),
                          new Region.Point(1, 0),
                          new Region.Point(0.5, 1))),
                  List.of(new Concept("ear"))),
              new Annotation(
                  new Region.FrameBox(OptionalLong.of(45), 1500, new Region.Box(0, 0, 1, 1)),
                  List.of(new Concept("glass"))),
              new Annotation(new Region.Span(0, 12), List.of(new Concept("name")))));

  @Test
  void detailsComeBackAsTheyWereWritten() {
    assertEquals(ALL, DetailsJson.read(DetailsJson.write(ALL)));
    assertEquals(InputDetails.NONE, DetailsJson.read(DetailsJson.write(InputDetails.NONE)));
  }

  @Test
  void conceptMayBeANameAlone() {
    assertEquals(
        List.of(new Concept("cat", 1)), DetailsJson.read("{\"concepts\": [\"cat\"]}").concepts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"concept\": [\"cat\"]}",
        "{\"concepts\": \"cat\"}",
        "{\"concepts\": [\"cat\", \"cat\"]}",
        "{\"concepts\": [\" \"]}",
        "{\"concepts\": [{\"name\": \"cat\", \"value\": 1.1}]}",
        "{\"concepts\": [{\"name\": \"cat\", \"value\": \"1\"}]}",
        "{\"concepts\": [\"cat\"], \"concepts\": []}",
        "{\"metadata\": []}",
        "{\"metadata\": {}} {}",
        "{\"id\": \"\"}",
        "{\"geo_point\": {\"longitude\": 181, \"latitude\": 0}}",
        "{\"geo_point\": {\"longitude\": 0, \"latitude\": 90.5}}",
        "{\"geo_point\": {\"longitude\": 0}}",
        "{\"annotations\": [{\"box\": [0, 0, 1, 1], \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"box\": {\"top\": 0, \"left\": 0, \"bottom\": 1, \"right\": 1}}]}",
        "{\"annotations\": [{\"box\": {\"top\": 0, \"left\": 0, \"bottom\": 1, \"right\": 2},"
            + " \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"box\": {\"top\": 1, \"left\": 0, \"bottom\": 1, \"right\": 1},"
            + " \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"frame\": {\"time_ms\": 1}, \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"span\": {\"start\": 3, \"end\": 3}, \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"polygon\": [{\"x\": 0, \"y\": 0}], \"concepts\": [\"a\"]}]}",
        "{\"metadata\": {\"a\": NaN}}",
      })
  void mistakeIsRefusedWithWords(String json) {
    String said = refusal(json);
    assertTrue(said.matches("[ -~]{5,200}"), said);
  }

  @Test
  void placeOfAMistakeIsTold() {
    String broken = refusal("{\n  \"concepts\": [\n    x]}");
    assertTrue(broken.startsWith("line 3, column "), broken);
    String second =
        refusal(
            "{\"annotations\": [{\"span\": {\"start\": 0, \"end\": 1}, \"concepts\": [\"a\"]},"
                + " {\"spam\": 1}]}");
    assertTrue(second.contains("annotations[1]"), second);
  }

  private static String refusal(String json) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> DetailsJson.read(json)).getMessage());
  }

  @Test
  void damagedDocumentIsReadOrRefused_whateverTheDamage() {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] whole = DetailsJson.write(ALL).getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = whole.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      String text =
          new String(damaged, 0, random.nextInt(damaged.length + 1), StandardCharsets.ISO_8859_1);
      try {
        InputDetails read = DetailsJson.read(text);
        assertEquals(read, DetailsJson.read(DetailsJson.write(read)));
      } catch (IllegalArgumentException refused) {
        assertTrue(!String.valueOf(refused.getMessage()).isBlank());
      }
    }
  }
}
