package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status codes, which come as numbers or as names. */
class StatusCodeTest {
  /** All that a code may mean to the connector. */
  private static final List<IntPredicate> MEANINGS =
      List.of(
          StatusCode::isGood,
          StatusCode::refuses,
          StatusCode::throttles,
          StatusCode::isBadRequest,
          StatusCode::isDone,
          StatusCode::isAtWork,
          StatusCode::isDuplicate,
          code -> StatusCode.passes(code) && code / 1000 != 98,
          StatusCode::isMaintenance,
          Set.of(
                  StatusCode.FAILURE,
                  StatusCode.MISSING,
                  StatusCode.NO_MATCHING_INPUT,
                  StatusCode.UNSUPPORTED_FORMAT,
                  StatusCode.NOT_FETCHED,
                  StatusCode.ANNOTATED,
                  StatusCode.ANNOTATING,
                  StatusCode.MESSAGE_TOO_LARGE,
                  StatusCode.ADDED)
              ::contains);

  @Test
  void everyNumberThatIsActedOn_hasItsName() {
    Set<Integer> nameless = new TreeSet<>();
    IntStream.range(1, 100_000)
        .filter(code -> MEANINGS.stream().anyMatch(meaning -> meaning.test(code)))
        .filter(code -> !StatusNames.NUMBERS.containsValue(code))
        .forEach(nameless::add);
    assertEquals(Set.of(), nameless);
  }

  @Test
  void everyInputThatIsThereByItsName_isDoneOrAtWork() {
    StatusNames.NUMBERS.forEach(
        (name, code) -> {
          if (name.matches("INPUT_.*_(PENDING|IN_PROGRESS)")) {
            assertTrue(StatusCode.isAtWork(code), name);
          } else if (name.matches("INPUT_.*SUCCESS")) {
            assertTrue(StatusCode.isDone(code), name);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_DUPLICATE_KEY, 40010",
    "RPC_MAX_MESSAGE_SIZE_EXCEEDED, 40033",
    "DATASET_INPUT_SUCCESS, 64100",
    "INPUT_VIDEO_PROCESSING_PENDING, 31410",
    "INPUT_CONNECTION_FAILED, 39996",
    "REQUEST_DISABLED_FOR_MAINTENANCE, 39997",
    "INPUT_DOWNLOAD_SUCCESS, 30000",
    "INPUT_SUCCESS, 30000",
    "INTERNAL_UNCATEGORIZED, 99009",
    "NEVER_HEARD_OF, 0",
    "'', 0"
  })
  void nameHasItsNumber(String name, int code) {
    assertEquals(code, StatusNames.number(name));
  }
}
