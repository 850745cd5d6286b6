package io.sluice.target.darwin;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the files of one item are shown: columns of cells, and in each cell the slots that lie on
 * top of one another. Pure.
 */
final class SlotGrid {
  /** So many cells are shown; what is beyond is there, and not in the grid. */
  static final int MOST_CELLS = 16;

  /** So many channels lie on top of one another. */
  static final int MOST_CHANNELS = 16;

  private SlotGrid() {}

  /** One slot a cell, dealt row by row. */
  static List<List<List<String>>> sideBySide(List<String> slots) {
    List<String> shown = slots.subList(0, Math.min(slots.size(), MOST_CELLS));
    int columns = columns(shown.size());
    List<List<List<String>>> grid = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      List<List<String>> cells = new ArrayList<>();
      for (int i = column; i < shown.size(); i += columns) {
        cells.add(List.of(shown.get(i)));
      }
      grid.add(cells);
    }
    return grid;
  }

  /** All slots in one cell. */
  static List<List<List<String>>> onTop(List<String> slots) {
    return List.of(List.of(List.copyOf(slots)));
  }

  private static int columns(int cells) {
    if (cells <= 3) {
      return cells;
    }
    if (cells == 4) {
      return 2;
    }
    return cells <= 9 ? 3 : 4;
  }
}
