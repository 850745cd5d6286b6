package io.sluice.cli;

import java.nio.file.Path;

/** Paths as they can be pasted into a shell. */
final class ShellText {
  private ShellText() {}

  static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
