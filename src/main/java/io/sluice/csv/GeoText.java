package io.sluice.csv;

import io.sluice.annotation.GeoPoint;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a place: longitude, then latitude, with a comma between them. Pure. */
final class GeoText {
  private static final int LONGEST = 100;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,20}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");
  private static final double MOST_LATITUDE = 90;
  private static final double MOST_LONGITUDE = 180;

  private GeoText() {}

  static Optional<GeoPoint> read(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    String[] parts = text.length() > LONGEST ? new String[0] : text.split(",", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "a place is two numbers with a comma between them: longitude,latitude");
    }
    double longitude = number("longitude", parts[0].strip());
    double latitude = number("latitude", parts[1].strip());
    if (Math.abs(latitude) > MOST_LATITUDE
        && Math.abs(latitude) <= MOST_LONGITUDE
        && Math.abs(longitude) <= MOST_LATITUDE) {
      throw new IllegalArgumentException(
          "a latitude must be in -90..90, not %s; the longitude comes first".formatted(latitude));
    }
    return Optional.of(new GeoPoint(longitude, latitude));
  }

  private static double number(String what, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("the " + what + " is no number");
    }
    return Double.parseDouble(text);
  }
}
