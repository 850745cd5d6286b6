package io.sluice.cli;

import java.util.Optional;

/** How many columns the help may take. */
final class HelpWidth {
  private static final int WITHOUT_TERMINAL = 80;
  private static final int LEAST = 55;
  private static final int MOST = 120;

  private HelpWidth() {}

  /** Those of the terminal, within what can be read; 80 where there is none. */
  static int ofTerminal() {
    String told = System.getenv().getOrDefault("COLUMNS", "");
    if (!told.isEmpty()) {
      return told.matches("[1-9][0-9]{0,5}") ? within(Integer.parseInt(told)) : WITHOUT_TERMINAL;
    }
    Optional<TerminalSize> size =
        Terminal.onStandardOutput() ? TerminalSize.ask() : Optional.empty();
    return size.map(terminal -> within(terminal.columns())).orElse(WITHOUT_TERMINAL);
  }

  private static int within(int columns) {
    return Math.min(MOST, Math.max(LEAST, columns));
  }
}
