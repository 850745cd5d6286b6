package io.sluice.event;

import java.util.Locale;

/** How a target does. */
public enum TargetHealth {
  OK,
  /** It asked for a pause. */
  THROTTLED,
  /** It does not answer. */
  UNREACHABLE,
  /** It does not take the key, or refuses more: the user has to do something. */
  REFUSED;

  /** The word for it in reports: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
