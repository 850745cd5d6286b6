package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Fields of replies, in which others may have written anything. */
class WireFieldsTest {
  private static OptionalLong count(String value) {
    return WireFields.count(new JsonMapper().readTree("{\"size\":" + value + "}"), "size");
  }

  @ParameterizedTest
  @CsvSource({"3,3", "3.0,3", "\"3\",3", "0,0", "12e2,1200"})
  void wholeNumbers_areCounts_howeverTheyAreWritten(String value, long wanted) {
    assertEquals(OptionalLong.of(wanted), count(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "1.5", "1e400", "-1e999999999", "null", "[]", "{}", "\"x\"", "true"})
  void everythingElse_isNone(String value) {
    assertEquals(OptionalLong.empty(), count(value));
  }

  @Test
  void wholeNumberOfHundredsOfDigits_isNone() {
    assertEquals(OptionalLong.empty(), count("1" + "0".repeat(400)));
    assertEquals(OptionalLong.empty(), count("-1" + "0".repeat(400)));
  }
}
