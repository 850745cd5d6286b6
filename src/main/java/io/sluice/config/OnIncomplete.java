package io.sluice.config;

/** What becomes of a file that is not whole when its time is up. */
public enum OnIncomplete {
  /** It stays, is reported as incomplete, and is uploaded as soon as it is whole. */
  HOLD,
  /** It is uploaded all the same, with a warning. */
  UPLOAD
}
