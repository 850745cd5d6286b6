package io.sluice.faultserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle can tell a noisy log from a quiet one. */
final class QuietLogTest {
  private static final String WARNED =
      "2026-11-22T10:00:00.000Z WARN  targets - target store is unreachable: 127.0.0.1 is away\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T10:00:30.000Z WARN  targets - target store is unreachable: 500 other words\n",
        "2026-11-22T10:00:30.000Z ERROR Main - it broke\n",
        "java.io.IOException: reset\n",
        "\tat io.sluice.http.HttpSender.send(HttpSender.java:1)\n",
        "2026-11-22T10:00:30.000Z INFO  x - a \u001b[31m name\n"
      })
  void isNotQuiet(String line) {
    int tab = line.startsWith("\t") ? 2 : 1;
    assertEquals(tab, QuietLog.of(WARNED + line).size());
  }

  @Test
  void isQuiet_whenTheSameIsSaidAMinuteLater_andOtherThingsAtOnce() {
    String log =
        WARNED
            + "2026-11-22T10:00:01.000Z INFO  targets - target store is well again\n"
            + "2026-11-22T10:00:01.000Z WARN  targets - target store is refused: no\n"
            + "2026-11-22T10:00:01.000Z WARN  files - failed a/1.png: no (inbox)\n"
            + "2026-11-22T10:00:01.000Z WARN  files - failed a/2.png: no (inbox)\n"
            + "2026-11-22T10:01:00.000Z WARN  targets - target store is unreachable: again\n";
    assertEquals(0, QuietLog.of(log).size());
  }
}
