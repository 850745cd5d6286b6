package io.sluice.target.pictograph;

import io.sluice.http.BrokenReplyException;
import tools.jackson.databind.JsonNode;

/**
 * Where a page of a listing begins, and what the page before began with: a server that always sends
 * the same page would never come to an end.
 *
 * @param offset rows before the page, 0 or more
 * @param firstId the id of the first image of the page before; empty for the first page
 */
record ListingCursor(long offset, String firstId) {
  static final ListingCursor START = new ListingCursor(0, "");

  private static final char SEPARATOR = ' ';

  ListingCursor {
    if (offset < 0) {
      throw new IllegalArgumentException("a page begins at row 0 or later: " + offset);
    }
  }

  /** The cursor that {@link #toString} gave. */
  static ListingCursor parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    if (separator < 0 || !text.substring(0, separator).matches("[0-9]{1,15}")) {
      throw new IllegalArgumentException("not a cursor of this platform: " + text);
    }
    return new ListingCursor(
        Long.parseLong(text.substring(0, separator)), text.substring(separator + 1));
  }

  /** The cursor of the page after this one, which had {@code rows}. */
  ListingCursor after(JsonNode rows) {
    return new ListingCursor(offset + rows.size(), firstId(rows));
  }

  /** Refuses a page that another one is to follow and that leads nowhere. */
  void requireProgress(JsonNode rows) throws BrokenReplyException {
    if (rows.isEmpty()) {
      throw new BrokenReplyException("its list of images goes on with nothing");
    }
    if (!firstId.isEmpty() && firstId.equals(firstId(rows))) {
      throw new BrokenReplyException("its list of images is the same page again");
    }
  }

  private static String firstId(JsonNode rows) {
    return WireFields.text(rows.path(0), "id").orElse("");
  }

  @Override
  public String toString() {
    return offset + String.valueOf(SEPARATOR) + firstId;
  }
}
