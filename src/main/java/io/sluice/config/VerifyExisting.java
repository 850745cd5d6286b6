package io.sluice.config;

/** How a name that is in the dataset already is compared, where no hash of it is offered. */
public enum VerifyExisting {
  /** By the size that the dataset tells. */
  SIZE,
  /** By its content, which is downloaded once. */
  CONTENT
}
