package io.sluice.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sidecars that somebody wrote to do harm, or by accident. */
@Execution(ExecutionMode.CONCURRENT)
final class SidecarTest {
  private static final String GOOD =
      "{\"concepts\": [\"кошка\", {\"name\": \"𝔡𝔬𝔤\", \"value\": 0}],"
          + " \"metadata\": {\"a\": 0.1, \"b\": 1e300, \"c\": 12345678901234567890},"
          + " \"annotations\": [{\"polygon\": [{\"x\": 0.1, \"y\": 1e-3}, {\"x\": 1, \"y\": 0},"
          + " {\"x\": 0.5, \"y\": 0.25}], \"concepts\": [\"a\\ud83d\\ude00\"]}]}";

  private static InputDetails read(String json) {
    return Sidecar.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(byte[] content) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Sidecar.read(content)).getMessage());
  }

  private static String refusal(String json) {
    return refusal(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textIsKeptAsItIs_withAMarkOfByteOrderOrWithout() {
    InputDetails details = read("\uFEFF" + GOOD);
    assertEquals(read(GOOD), details);
    assertEquals("кошка", details.concepts().get(0).name());
    assertEquals("a😀", details.annotations().get(0).concepts().get(0).name());
    assertTrue(details.metadata().contains("12345678901234567890"), details.metadata());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"concepts\": [\"\\ud83d\"]}",
        "{\"metadata\": {\"a\": \"\\ude00\"}}",
        "{\"metadata\": {\"a\": 1e999}}",
        "{\"geo_point\": {\"longitude\": 1e999, \"latitude\": 0}}",
        "{\"geo_point\": {\"longitude\": NaN, \"latitude\": 0}}",
        "{\"geo_point\": {\"longitude\": -Infinity, \"latitude\": 0}}",
        "{\"annotations\": [{\"span\": {\"start\": 0, \"end\": 1e400}, \"concepts\": [\"a\"]}]}",
        "{\"metadata\": {\"a\": 1, \"a\": 2}}",
        "{\"concepts\": [\"a\"]} // comment",
        "{'concepts': []}",
        "{\"concepts\": [\"a\",]}",
        "{\"id\": \"x\"}",
        "{\"concepts\": [\"line\\nbreak\"]}",
      })
  void whatCouldNotBeSentAsItIs_isRefused(String json) {
    String said = refusal(json);
    assertTrue(said.matches("[ -~]{5,200}"), said);
  }

  /** What a platform answers has more around it, and must still be read. */
  @Test
  void metadataIsNestedAsDeepAsThatOfACsvFile() {
    String most = "{\"a\":".repeat(32) + "1" + "}".repeat(32);
    assertEquals(most, read("{\"metadata\":" + most + "}").metadata());
    assertTrue(refusal("{\"metadata\":{\"a\":" + most + "}}").contains("deeper than 32 levels"));
    for (String metadata : List.of("{\"a\":" + most + "}", "[]", "{} {}", "no", "{'a': 1}", "")) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new InputDetails(Optional.empty(), List.of(), metadata, Optional.empty(), List.of()));
    }
  }

  @Test
  void nestingSizeAndBytesThatAreNoText_areRefused() {
    assertTrue(refusal("[".repeat(100_000)).contains("not JSON"));
    assertTrue(
        refusal("{\"metadata\":" + "{\"a\":".repeat(200) + "1" + "}".repeat(201))
            .contains("not JSON"));
    assertTrue(refusal(new byte[1_000_001]).contains("at most 1000000"));
    assertEquals("is not UTF-8", refusal(new byte[] {'{', (byte) 0xC0, (byte) 0x80, '}'}));
    assertTrue(refusal("{\"concepts\": [\"" + "a".repeat(201) + "\"]}").contains("200"));
    assertTrue(
        refusal("{\"metadata\": {\"a\": \"" + "a".repeat(65_536) + "\"}}").contains("65536"));
    assertTrue(refusal("{\"metadata\": {\"a\": " + "9".repeat(101) + "}}").contains("not JSON"));
    String one = "{\"span\": {\"start\": 0, \"end\": 1}, \"concepts\": [\"a\"]}";
    List<String> many = Collections.nCopies(10_001, one);
    assertTrue(refusal("{\"annotations\": [" + String.join(",", many) + "]}").contains("10000"));
  }

  @Test
  void damagedDocument_isReadAndWrittenAgain_orRefusedInWords() {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] whole = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        byte other =
            random.nextBoolean() ? whole[random.nextInt(whole.length)] : (byte) random.nextInt();
        damaged[random.nextInt(damaged.length)] = other;
      }
      try {
        InputDetails read = Sidecar.read(damaged);
        assertEquals(read, read(DetailsJson.write(read)));
      } catch (IllegalArgumentException refused) {
        assertTrue(String.valueOf(refused.getMessage()).matches("\\P{Cntrl}{5,300}"));
      }
    }
  }
}
