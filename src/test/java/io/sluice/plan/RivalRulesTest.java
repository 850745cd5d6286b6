package io.sluice.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.item.ConflictPolicy;
import io.sluice.plan.RivalRules.Likeness;
import io.sluice.plan.RivalRules.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RivalRulesTest {
  @ParameterizedTest
  @CsvSource({
    // policy, likeness, suffixed already -> verdict
    "REPORT, UNKNOWN,   false, CONFLICT",
    "REPORT, SAME,      false, CONFLICT",
    "REPORT, SAME,      true,  COVERED",
    "REPORT, DIFFERENT, true,  CONFLICT",
    "FAIL,   UNKNOWN,   false, FAIL",
    "FAIL,   DIFFERENT, true,  FAIL",
    "FAIL,   SAME,      true,  COVERED",
    "RENAME, SAME,      false, COVERED",
    "RENAME, DIFFERENT, false, RENAME",
    "RENAME, UNKNOWN,   false, CONFLICT",
    "RENAME, SAME,      true,  COVERED",
    "RENAME, DIFFERENT, true,  CONFLICT",
  })
  void decidesAboutTheSecondClaimant(
      ConflictPolicy policy, Likeness likeness, boolean renamed, Verdict verdict) {
    assertEquals(verdict, new RivalRules(policy, true).decide(likeness, renamed));
  }

  @Test
  void sameContentFails_whenExistingNamesAreNotToBeSkipped() {
    assertEquals(
        Verdict.FAIL_AS_THERE,
        new RivalRules(ConflictPolicy.RENAME, false).decide(Likeness.SAME, false));
  }
}
