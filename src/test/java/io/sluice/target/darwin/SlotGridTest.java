package io.sluice.target.darwin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the slots of an item are shown. */
class SlotGridTest {
  private static List<String> slots(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static String shown(List<List<List<String>>> grid) {
    return String.join(
        " | ",
        grid.stream()
            .map(column -> String.join(",", column.stream().map(cell -> cell.get(0)).toList()))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; 0",
        "2; 0 | 1",
        "3; 0 | 1 | 2",
        "4; 0,2 | 1,3",
        "5; 0,3 | 1,4 | 2",
        "6; 0,3 | 1,4 | 2,5",
        "7; 0,3,6 | 1,4 | 2,5",
        "8; 0,3,6 | 1,4,7 | 2,5",
        "9; 0,3,6 | 1,4,7 | 2,5,8",
        "10; 0,4,8 | 1,5,9 | 2,6 | 3,7",
        "11; 0,4,8 | 1,5,9 | 2,6,10 | 3,7",
        "12; 0,4,8 | 1,5,9 | 2,6,10 | 3,7,11",
        "13; 0,4,8,12 | 1,5,9 | 2,6,10 | 3,7,11",
        "14; 0,4,8,12 | 1,5,9,13 | 2,6,10 | 3,7,11",
        "15; 0,4,8,12 | 1,5,9,13 | 2,6,10,14 | 3,7,11",
        "16; 0,4,8,12 | 1,5,9,13 | 2,6,10,14 | 3,7,11,15"
      })
  void dealsSlotsRowByRow(int count, String grid) {
    assertEquals(grid, shown(SlotGrid.sideBySide(slots(count))));
  }

  @Test
  void showsTheFirstSixteen_whenThereAreMore() {
    assertEquals(SlotGrid.sideBySide(slots(16)), SlotGrid.sideBySide(slots(40)));
  }

  @Test
  void laysChannelsOnTopOfOneAnother() {
    assertEquals(
        List.of(List.of(List.of("dapi.tif", "gfp.tif"))),
        SlotGrid.onTop(List.of("dapi.tif", "gfp.tif")));
  }
}
