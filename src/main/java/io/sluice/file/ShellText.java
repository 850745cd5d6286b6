package io.sluice.file;

import java.nio.file.Path;

/** Paths as they can be pasted into a shell. */
public final class ShellText {
  private ShellText() {}

  /** {@code path}, in quotes where a shell needs them. */
  public static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
