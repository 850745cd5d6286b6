package io.sluice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** What the records demand of their components; each names the bad value. */
final class Checks {
  /** A target is named in commands and log lines, so its name is a plain word. */
  static final Pattern TARGET_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** The longest name of a folder or dataset, in characters. */
  static final int MAX_NAME_LENGTH = 200;

  private Checks() {}

  static void targetName(String name) {
    require(TARGET_NAME.matcher(name).matches(), "not a target name", name);
  }

  static void range(String what, long value, long least, long most) {
    require(value >= least && value <= most, what + " must be " + least + " to " + most, value);
  }

  static void absolute(String what, Path path) {
    require(path.isAbsolute(), what + " must be absolute", path);
  }

  static void positive(String what, Duration duration) {
    require(!duration.isZero() && !duration.isNegative(), what + " must be above zero", duration);
  }

  static void plainName(String what, String name) {
    require(isPlainName(name), what + " must be printable, and not empty", name);
  }

  /** Whether {@code name} has something to see, no control character and a sane length. */
  static boolean isPlainName(String name) {
    return !name.isBlank()
        && name.length() <= MAX_NAME_LENGTH
        && name.chars().noneMatch(Character::isISOControl);
  }

  /** Whether {@code folder} is {@code /}, or an absolute virtual folder without odd segments. */
  static boolean isVirtualFolder(String folder) {
    if (folder.equals("/")) {
      return true;
    }
    if (!folder.startsWith("/") || folder.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    for (String segment : folder.substring(1).split("/", -1)) {
      if (segment.isBlank() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }

  static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }
}
