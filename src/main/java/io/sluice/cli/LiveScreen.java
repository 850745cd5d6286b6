package io.sluice.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintWriter;
import java.util.List;

/**
 * A page of the terminal that is drawn again and again, and leaves what was there before as it was.
 * Thread-safe: signals take the terminal away from who draws.
 */
final class LiveScreen implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final PrintWriter out;

  @GuardedBy("this")
  private boolean open;

  @GuardedBy("this")
  private boolean away;

  @GuardedBy("this")
  private boolean closed;

  LiveScreen(PrintWriter out) {
    this.out = out;
  }

  /**
   * Shows as many of the lines as there is room for, and says how many are left out. Nothing while
   * the terminal is given back.
   */
  synchronized void draw(List<String> lines, TerminalSize size) {
    if (away || closed) {
      return;
    }
    StringBuilder page = new StringBuilder(open ? "" : ENTER).append(HOME);
    open = true;
    boolean fits = lines.size() <= size.rows();
    int shown = fits ? lines.size() : size.rows() - 1;
    for (int i = 0; i < shown; i++) {
      page.append(i == 0 ? "" : "\r\n").append(cut(lines.get(i), size)).append(REST_OF_LINE);
    }
    if (!fits) {
      String more = (lines.size() - shown) + " more lines: sluice status --once";
      page.append(shown == 0 ? "" : "\r\n").append(cut(more, size)).append(REST_OF_LINE);
    }
    out.print(page.append(REST_OF_SCREEN));
    out.flush();
  }

  private static String cut(String line, TerminalSize size) {
    return line.length() <= size.columns() ? line : line.substring(0, size.columns() - 1) + "…";
  }

  /** Gives the terminal back for a while. */
  synchronized void leave() {
    away = true;
    giveBack();
  }

  /** The terminal may be drawn on again. */
  synchronized void enter() {
    away = false;
  }

  /** Gives the terminal back for good. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    giveBack();
  }

  @GuardedBy("this")
  private void giveBack() {
    if (open) {
      open = false;
      out.print(LEAVE);
      out.flush();
    }
  }
}
