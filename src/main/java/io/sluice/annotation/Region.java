package io.sluice.annotation;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** A part of an input. Places within a picture are fractions of its height and width. */
public sealed interface Region {
  /**
   * A rectangle, its sides parallel to those of the picture.
   *
   * @param top 0 to 1, less than {@code bottom}
   * @param left 0 to 1, less than {@code right}
   */
  record Box(double top, double left, double bottom, double right) implements Region {
    public Box {
      requireFraction("top", top);
      requireFraction("left", left);
      requireFraction("bottom", bottom);
      requireFraction("right", right);
      if (top >= bottom) {
        throw new IllegalArgumentException("top must be less than bottom: " + top + ", " + bottom);
      }
      if (left >= right) {
        throw new IllegalArgumentException("left must be less than right: " + left + ", " + right);
      }
    }
  }

  /**
   * A corner of a polygon.
   *
   * @param x 0 (left) to 1
   * @param y 0 (top) to 1
   */
  record Point(double x, double y) {
    public Point {
      requireFraction("x", x);
      requireFraction("y", y);
    }
  }

  /**
   * What lies within a line.
   *
   * @param points at least three, at most 10,000
   */
  record Polygon(List<Point> points) implements Region {
    /** More is a mask, not an outline. */
    public static final int MOST_POINTS = 10_000;

    private static final int LEAST_POINTS = 3;

    public Polygon {
      points = List.copyOf(points);
      if (points.size() < LEAST_POINTS || points.size() > MOST_POINTS) {
        throw new IllegalArgumentException(
            "a polygon has 3 to %d points, not %d".formatted(MOST_POINTS, points.size()));
      }
    }
  }

  /**
   * A rectangle within one frame of a video.
   *
   * @param index the number of the frame, from 0; empty where only the time is known
   * @param timeMillis since the beginning of the video, 0 or more
   */
  record FrameBox(OptionalLong index, long timeMillis, Box box) implements Region {
    public FrameBox {
      Objects.requireNonNull(box, "box");
      if (timeMillis < 0) {
        throw new IllegalArgumentException("a frame's time must not be negative: " + timeMillis);
      }
      if (index.isPresent() && index.getAsLong() < 0) {
        throw new IllegalArgumentException(
            "a frame's index must not be negative: " + index.getAsLong());
      }
    }
  }

  /**
   * A stretch of a text.
   *
   * @param start the first character, counted in Unicode code points from 0
   * @param end the first one after it; more than {@code start}
   */
  record Span(long start, long end) implements Region {
    public Span {
      if (start < 0 || end <= start) {
        throw new IllegalArgumentException(
            "a span needs 0 <= start < end, not " + start + ".." + end);
      }
    }
  }

  private static void requireFraction(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be in 0..1, not " + value);
    }
  }
}
