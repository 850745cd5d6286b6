package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.file.RelativePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NaturalOrderTest {
  @Test
  void numbersCountAsNumbers() {
    assertSorted("img1.png", "img2.png", "img10.png", "img10b.png", "img100.png");
    assertSorted("a/2.png", "a/10.png", "b/1.png");
    assertSorted("1.png", "01.png", "2.png", "a.png");
    assertSorted("x", "x1", "x1y", "x1z");
  }

  @Test
  void numbersOfAnyLength_areCompared() {
    String long1 = "9".repeat(100);
    assertSorted("i" + long1 + ".png", "i1" + long1 + ".png");
  }

  @Test
  void isAnOrder_howeverOddTheNames() {
    Random random = new Random(7);
    List<RelativePath> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = 1 + random.nextInt(6); length > 0; length--) {
        name.append("01a9b-".charAt(random.nextInt(6)));
      }
      names.add(new RelativePath(name.toString()));
    }
    NaturalOrder order = new NaturalOrder();
    for (RelativePath one : names) {
      for (RelativePath other : names) {
        assertEquals(
            Integer.signum(order.compare(one, other)),
            -Integer.signum(order.compare(other, one)),
            one + " and " + other);
      }
    }
    // The library throws where it notices that an order contradicts itself.
    names.sort(order);
    assertEquals(0, order.compare(names.get(0), names.get(0)));
  }

  private static void assertSorted(String... names) {
    List<RelativePath> wanted = new ArrayList<>();
    for (String name : names) {
      wanted.add(new RelativePath(name));
    }
    List<RelativePath> sorted = new ArrayList<>(wanted);
    Collections.reverse(sorted);
    sorted.sort(new NaturalOrder());
    assertEquals(wanted, sorted);
  }
}
