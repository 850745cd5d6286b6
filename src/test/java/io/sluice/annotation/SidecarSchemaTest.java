package io.sluice.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema of sidecars says what the reader takes. */
@Execution(ExecutionMode.CONCURRENT)
final class SidecarSchemaTest {
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  private static Schema schema;

  @BeforeAll
  static void load() throws IOException {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("docs/sidecar.schema.json")), InputFormat.JSON);
  }

  private static boolean allows(String json) {
    return schema.validate(json, InputFormat.JSON).isEmpty();
  }

  private static boolean takes(String json) {
    try {
      Sidecar.read(json.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static Stream<String> documented() throws IOException {
    String page = Files.readString(Path.of("docs/sidecars.md"));
    return Stream.concat(
        EXAMPLE.matcher(page).results().map((MatchResult found) -> found.group(1)),
        Stream.of(Files.readString(Path.of("examples/clarifai-sidecars/pictures/stop.json"))));
  }

  @ParameterizedTest
  @MethodSource("documented")
  void examples_areTakenByBoth(String example) {
    assertEquals(List.of(), List.copyOf(schema.validate(example, InputFormat.JSON)));
    Sidecar.read(example.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"concepts\": []}",
        "{\"concepts\": [{\"name\": \"a\", \"value\": 0.5}, \"b c\"]}",
        "{\"annotations\": [{\"span\": {\"start\": 0, \"end\": 1.0}, \"concepts\": [\"a\"]}]}",
        "{\"metadata\": {\"a\": [1, {\"b\": null}]}}",
      })
  void whatIsTaken_isAllowed(String json) {
    assertTrue(takes(json));
    assertTrue(allows(json), () -> schema.validate(json, InputFormat.JSON).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "{\"id\": \"mine\"}",
        "{\"concept\": [\"cat\"]}",
        "{\"concepts\": \"cat\"}",
        "{\"concepts\": [\"\"]}",
        "{\"concepts\": [\"  \"]}",
        "{\"concepts\": [\"a\\u0007\"]}",
        "{\"concepts\": [{\"name\": \"cat\", \"value\": 1.1}]}",
        "{\"concepts\": [{\"name\": \"cat\", \"value\": \"1\"}]}",
        "{\"metadata\": []}",
        "{\"geo_point\": {\"longitude\": 181, \"latitude\": 0}}",
        "{\"geo_point\": {\"longitude\": 0}}",
        "{\"annotations\": [{\"box\": [0, 0, 1, 1], \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"box\": {\"top\": 0, \"left\": 0, \"bottom\": 1, \"right\": 1}}]}",
        "{\"annotations\": [{\"box\": {\"top\": 0, \"left\": 0, \"bottom\": 1, \"right\": 2},"
            + " \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"frame\": {\"time_ms\": 1}, \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"frame\": {\"time_ms\": -1}, \"concepts\": [\"a\"],"
            + " \"box\": {\"top\": 0, \"left\": 0, \"bottom\": 1, \"right\": 1}}]}",
        "{\"annotations\": [{\"frame\": {\"time_ms\": 1.5}, \"concepts\": [\"a\"],"
            + " \"box\": {\"top\": 0, \"left\": 0, \"bottom\": 1, \"right\": 1}}]}",
        "{\"annotations\": [{\"polygon\": [{\"x\": 0, \"y\": 0}], \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"span\": {\"start\": 0, \"end\": 1}, \"concepts\": []}]}",
        "{\"annotations\": [{\"span\": {\"start\": 0, \"end\": 1}, \"concepts\": [\"a\"],"
            + " \"box\": {\"top\": 0, \"left\": 0, \"bottom\": 1, \"right\": 1}}]}",
      })
  void whatIsRefused_isNotAllowed(String json) {
    assertTrue(!takes(json));
    assertTrue(!allows(json));
  }

  /** What the schema says in words alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"concepts\": [\"a\", \"a\"]}",
        "{\"annotations\": [{\"span\": {\"start\": 3, \"end\": 3}, \"concepts\": [\"a\"]}]}",
        "{\"annotations\": [{\"box\": {\"top\": 1, \"left\": 0, \"bottom\": 1, \"right\": 1},"
            + " \"concepts\": [\"a\"]}]}",
      })
  void whatASchemaCannotSay_isRefusedAllTheSame(String json) {
    assertTrue(!takes(json));
    assertTrue(allows(json));
  }

  @Test
  void whatIsTaken_isAllowed_whateverIsChangedInIt() throws IOException {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> examples = documented().toList();
    String alphabet = "0123456789.-eE abcdefgtrunl_{\"";
    int taken = 0;
    for (int i = 0; i < 4_000; i++) {
      StringBuilder text = new StringBuilder(examples.get(random.nextInt(examples.size())));
      for (int j = random.nextInt(2); j >= 0; j--) {
        char other = alphabet.charAt(random.nextInt(alphabet.length()));
        text.setCharAt(random.nextInt(text.length()), other);
      }
      String changed = text.toString();
      if (takes(changed)) {
        taken++;
        assertTrue(allows(changed), () -> changed + schema.validate(changed, InputFormat.JSON));
      }
    }
    assertTrue(taken > 100, "taken: " + taken);
  }
}
