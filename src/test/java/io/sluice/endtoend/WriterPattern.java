package io.sluice.endtoend;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.file.Path;

/** Ways in which programs write images, all slower than a quiet period of two seconds. */
enum WriterPattern {
  STEADY {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      return opened(file, bytes).pieces(0, 100, 25, 400).close();
    }
  },
  /** Pauses longer than the quiet period, and than the long one. */
  LONG_PAUSES {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      SlowWriter writer = opened(file, bytes);
      return switch (number % 3) {
        case 0 -> writer.pieces(0, 100, 5, 4_000).close();
        case 1 -> writer.pieces(0, 100, 3, 7_000).close();
        default -> writer.pieces(0, 50, 1, 0).pieces(50, 100, 2, 11_500).close();
      };
    }
  },
  /** As scanners do. */
  CLOSED_AND_REOPENED {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      SlowWriter writer = opened(file, bytes).write(0, 0, 20).close();
      long[] gaps = {200, 1_000, 3_000, 4_000};
      for (int i = 0; i < gaps.length; i++) {
        writer.open(gaps[i], WRITE).write(0, 20 + 20 * i, 40 + 20 * i).close();
      }
      return writer;
    }
  },
  ALLOCATED_AND_FILLED {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      return opened(file, bytes).allocate(number % 2 == 0).pieces(0, 100, 5, 3_500).close();
    }
  },
  ALLOCATED_AND_FILLED_TAIL_FIRST {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      SlowWriter writer = opened(file, bytes).allocate(number % 2 == 0).write(500, 80, 100);
      return writer.pieces(0, 80, 5, 3_500).close();
    }
  },
  BOTH_ENDS_THEN_MIDDLE {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      SlowWriter writer = opened(file, bytes).write(0, 70, 100).write(500, 0, 30);
      return writer.write(4_000, 30, 50).write(4_000, 50, 70).close();
    }
  },
  OLD_TIME_STAMP {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      SlowWriter writer = opened(file, bytes);
      for (int i = 0; i < 10; i++) {
        writer.write(i % 3 == 0 ? 3_000 : 700, 10 * i, 10 * i + 10).makeOld();
      }
      return writer.close();
    }
  },
  RENAMED_HALF_WAY {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      SlowWriter writer = opened(outside, bytes).pieces(0, 50, 5, 500);
      return writer.rename(0, file).pieces(50, 100, 4, 3_000).close();
    }
  },
  TRUNCATED_AND_REWRITTEN {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      SlowWriter writer = opened(file, bytes).pieces(0, 60, 2, 1_000).truncate(3_000);
      return writer.pieces(0, 100, 4, 3_000).close();
    }
  },
  PART_THEN_RENAMED {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      return opened(part, bytes).pieces(0, 100, 4, 3_000).close().rename(3_000, file);
    }
  },
  BURSTS {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      SlowWriter writer = opened(file, bytes).write(0, 0, 50).write(5_000, 50, 75);
      return writer.write(3_000, 75, 99).write(5_000, 99, 100).close();
    }
  },
  /** The first part, of 64 KB or more in most formats, comes last. */
  HEADER_LAST {
    @Override
    SlowWriter writer(Path file, Path outside, byte[] bytes, int number) {
      SlowWriter writer = opened(file, bytes).pieces(50, 100, 3, 3_000);
      return writer.write(4_000, 1, 50).write(4_000, 0, 1).close();
    }
  };

  /**
   * Prepares a writer that leaves {@code bytes} behind as {@code file}.
   *
   * @param outside a free name outside the folder, on the same file system
   * @param number of the file, for variations
   */
  abstract SlowWriter writer(Path file, Path outside, byte[] bytes, int number);

  private static SlowWriter opened(Path file, byte[] bytes) {
    return new SlowWriter(file, bytes).open(0, CREATE_NEW, WRITE);
  }
}
