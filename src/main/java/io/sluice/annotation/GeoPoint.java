package io.sluice.annotation;

/**
 * A place on earth.
 *
 * @param longitude degrees, -180 to 180, east positive
 * @param latitude degrees, -90 to 90, north positive
 */
public record GeoPoint(double longitude, double latitude) {
  private static final double MOST_LONGITUDE = 180;
  private static final double MOST_LATITUDE = 90;

  public GeoPoint {
    if (!(Math.abs(longitude) <= MOST_LONGITUDE)) {
      throw new IllegalArgumentException("a longitude must be in -180..180, not " + longitude);
    }
    if (!(Math.abs(latitude) <= MOST_LATITUDE)) {
      throw new IllegalArgumentException("a latitude must be in -90..90, not " + latitude);
    }
  }
}
