package io.sluice.target.clarifai;

import io.sluice.item.Item;
import java.time.Duration;

/**
 * What an input is followed by, also after a restart: its id, and how often it was asked about.
 *
 * @param inputId the input
 * @param asked how often it was asked about in vain, 0 or more
 * @param found whether it was found there, sent by somebody else
 */
record FollowToken(String inputId, int asked, boolean found) {
  private static final String FOUND = "f";
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final double FIRST_SECONDS = 1.8;
  private static final double GROWTH = 1.3;

  /** The token of an item that was accepted. */
  static FollowToken of(Item item) {
    String text = item.parts().get(0).token();
    int separator = text.lastIndexOf(' ');
    String told = text.substring(separator + 1);
    if (separator < 1 || !told.matches(FOUND + "?[0-9]{1,6}")) {
      throw new IllegalArgumentException("not a token of this platform: " + text);
    }
    boolean found = told.startsWith(FOUND);
    return new FollowToken(
        text.substring(0, separator), Integer.parseInt(told.substring(found ? 1 : 0)), found);
  }

  /** That of an input that is there as of now: an item's own, or one that it was found to be. */
  static FollowToken first(String inputId, boolean found) {
    return new FollowToken(inputId, 0, found);
  }

  /** After one more question in vain. */
  FollowToken askedAgain() {
    return new FollowToken(inputId, Math.min(asked + 1, 999_999), found);
  }

  /** How long to leave the platform alone before the next question: longer each time. */
  Duration pause() {
    double seconds = FIRST_SECONDS * Math.pow(GROWTH, asked);
    return seconds >= LONGEST_PAUSE.toSeconds()
        ? LONGEST_PAUSE
        : Duration.ofMillis(Math.round(seconds * 1000));
  }

  /** How long the platform was given so far, by the pauses. */
  Duration waited() {
    Duration waited = Duration.ZERO;
    for (int n = 0; n < Math.min(asked, 20); n++) {
      waited = waited.plus(new FollowToken(inputId, n, found).pause());
    }
    return waited.plus(LONGEST_PAUSE.multipliedBy(Math.max(0, asked - 20)));
  }

  @Override
  public String toString() {
    return inputId + " " + (found ? FOUND : "") + asked;
  }
}
