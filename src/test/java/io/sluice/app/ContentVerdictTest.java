package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.file.ContentDigest;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentVerdictTest {
  @ParameterizedTest
  @CsvSource({
    // sent, here, touched, remote size (10 were sent), remote, verdict
    "a, a, false, 10, a, SAME",
    "a, a, false, 10, b, DIFFERENT",
    "a, b, true,  10, a, CHANGED_HERE",
    "a, b, false, 10, a, CHANGED_HERE",
    "a, a, true,  10, a, SAME",
    "a, b, true,  10, b, DIFFERENT",
    "-, a, false, 10, a, SAME",
    "-, a, false, 10, b, DIFFERENT",
    "-, a, true,  10, a, SAME",
    "-, a, true,  10, b, CHANGED_HERE",
    "a, -, false, 10, -, SAME",
    "a, -, false, 11, -, DIFFERENT",
    "a, b, true,  10, -, CHANGED_HERE",
    "a, b, true,  11, -, DIFFERENT",
    "-, -, true,  10, -, SAME",
    "-, -, false, -1, -, SAME",
    "a, -, false, -1, a, SAME",
    "a, -, false, 10, b, DIFFERENT",
  })
  void decides(
      String sent,
      String here,
      boolean touched,
      long remoteBytes,
      String remote,
      ContentVerdict verdict) {
    OptionalLong bytes = remoteBytes < 0 ? OptionalLong.empty() : OptionalLong.of(remoteBytes);
    assertEquals(
        verdict,
        ContentVerdict.of(
            new ContentVerdict.Evidence(
                10, digest(sent), digest(here), touched, bytes, digest(remote))));
  }

  private static Optional<ContentDigest> digest(String letter) {
    return letter.equals("-")
        ? Optional.empty()
        : Optional.of(new ContentDigest(letter.repeat(64)));
  }
}
