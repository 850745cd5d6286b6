package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CloseStackTest {
  private final List<String> closed = new ArrayList<>();
  private final CloseStack stack = new CloseStack();

  @Test
  void closesNewestFirst_once() throws Exception {
    stack.push(() -> closed.add("first"));
    stack.push(() -> closed.add("second"));

    stack.close();
    stack.close();

    assertEquals(List.of("second", "first"), closed);
  }

  @Test
  void closesEverything_thoughSomethingFails() {
    stack.push(() -> closed.add("first"));
    stack.push(
        () -> {
          throw new IOException("odd");
        });
    stack.push(() -> closed.add("third"));

    CloseStack.CloseFailedException failed =
        assertThrows(CloseStack.CloseFailedException.class, stack::close);

    assertEquals(List.of("third", "first"), closed);
    assertEquals("odd", failed.getSuppressed()[0].getMessage());
  }
}
