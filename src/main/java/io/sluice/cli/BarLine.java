package io.sluice.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * A progress bar as one line. Where the terminal is narrow, the rate goes first, then the times,
 * then the bar itself, so that the counts and what is said of them are read.
 *
 * @param amount how what it counts is written
 * @param color whether the bar is coloured, and of blocks; else it is plain ASCII
 */
record BarLine(Amount amount, boolean color) implements ProgressBarRenderer {
  private static final int SHORTEST_BAR = 10;
  private static final String BLOCKS = " ▏▎▍▌▋▊▉█";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";

  /** What a bar counts. */
  enum Amount {
    FILES,
    BYTES;

    /** So many of so many. */
    String of(long now, long all) {
      return this == FILES ? now + "/" + all : ByteText.of(now, all);
    }

    /** So many of who knows how many. */
    String of(long now) {
      return this == FILES ? Long.toString(now) : ByteText.of(now);
    }

    private String perSecond(double rate) {
      return (this == FILES ? String.format(Locale.ROOT, "%.1f", rate) : ByteText.of((long) rate))
          + "/s";
    }
  }

  /** Exactly as wide as asked for: what was drawn before is drawn over. */
  @Override
  public String render(ProgressState state, int width) {
    long now = state.getCurrent();
    long all = state.getMax();
    boolean known = !state.isIndefinite() && all > 0;
    String head = state.getTaskName() + " " + percent(now, all, known) + " ";
    String counts = " " + (known ? amount.of(now, all) : amount.of(now));
    String message = state.getExtraMessage().isEmpty() ? "" : " " + state.getExtraMessage();
    // The bar has an edge at either side.
    int room = width - head.length() - 2 - counts.length() - message.length();
    String times = room(times(state, known), room);
    String rate = times.isEmpty() ? "" : room(rate(state), room - times.length());
    int bar = Math.max(0, room - times.length() - rate.length());
    String tail = counts + times + rate + message;
    double part = known ? Math.min(1, (double) now / all) : 0;
    return fit(head, part, bar, tail, width);
  }

  private static String percent(long now, long all, boolean known) {
    return known ? String.format(Locale.ROOT, "%3d%%", (int) (100.0 * now / all)) : " ? %";
  }

  /** The text, where a bar of some length is left beside it. */
  private static String room(String text, int room) {
    return room - text.length() >= SHORTEST_BAR ? text : "";
  }

  private static String times(ProgressState state, boolean known) {
    Duration elapsed = state.getTotalElapsed();
    long past = state.getCurrent() - state.getStart();
    String left =
        known && past > 0
            ? clock((long) (elapsed.toMillis() / 1000.0 * (state.getMax() - past) / past))
            : "?";
    return " (" + clock(elapsed.toSeconds()) + " / " + left + ")";
  }

  private static String clock(long seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private String rate(ProgressState state) {
    double seconds = state.getElapsedAfterStart().toMillis() / 1000.0;
    long past = state.getCurrent() - state.getStart();
    return seconds < 1 || past <= 0 ? "" : " " + amount.perSecond(past / seconds);
  }

  private String fit(String head, double part, int bar, String tail, int width) {
    String edged = color ? "│" + blocks(part, bar) + "│" : "[" + ascii(part, bar) + "]";
    String line = head + edged + tail;
    if (line.length() > width) {
      return line.substring(0, Math.max(0, width));
    }
    return color ? head + YELLOW + edged + PLAIN + tail : line;
  }

  private static String blocks(double part, int bar) {
    int eighths = (int) (part * bar * 8);
    String full = "█".repeat(eighths / 8);
    String rest = eighths % 8 == 0 ? "" : BLOCKS.substring(eighths % 8, eighths % 8 + 1);
    return full + rest + " ".repeat(bar - full.length() - rest.length());
  }

  private static String ascii(double part, int bar) {
    int full = (int) (part * bar);
    String tip = full < bar && part > 0 ? ">" : "";
    return "=".repeat(full) + tip + " ".repeat(bar - full - tip.length());
  }
}
