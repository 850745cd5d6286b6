package io.sluice.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What orders to a daemon carry. */
class ControlTokenTest {
  private final ControlToken token = ControlToken.random();

  @Test
  void tokenIsHidden_whereverItIsPrinted() {
    assertEquals("(hidden)", token.toString());
    assertThrows(IllegalArgumentException.class, () -> new ControlToken("short"));
  }
}
