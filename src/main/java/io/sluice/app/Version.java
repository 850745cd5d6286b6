package io.sluice.app;

import java.util.Optional;

/** The version of this Sluice. */
public final class Version {
  private Version() {}

  /** The version of the jar, or {@code dev} outside of one. */
  public static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");
  }
}
