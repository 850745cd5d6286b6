package io.sluice.source;

import io.sluice.file.DisplayText;
import java.nio.file.Path;

/**
 * The folder itself cannot be read. Nothing may be concluded about its files: absence is not
 * deletion.
 */
public final class RootUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the folder. */
  public enum Reason {
    MISSING("does not exist; is it mounted?"),
    NOT_A_DIRECTORY("is no directory"),
    UNREADABLE("cannot be read"),
    /** Another directory took its place during the walk: unmounted, mounted or renamed. */
    REPLACED("was replaced, mounted or unmounted while it was being read"),
    /** Another directory is in its place, without a file: an unmounted disk looks like this. */
    EMPTIED(
        "is empty, and another directory than before; is its disk mounted? Nothing is taken for"
            + " deleted, and it counts again once there is a file in it");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final Reason reason;

  public RootUnavailableException(Path root, Reason reason) {
    super("folder " + DisplayText.of(root.toString()) + " " + reason.text);
    this.reason = reason;
  }

  RootUnavailableException(Path root, Reason reason, String detail) {
    super("folder " + DisplayText.of(root.toString()) + " " + reason.text + ": " + detail);
    this.reason = reason;
  }

  /** What is wrong with the folder. */
  public Reason reason() {
    return reason;
  }
}
