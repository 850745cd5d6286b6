package io.sluice.target.darwin;

/** Where a request to the fake server belongs. */
public enum DarwinStep {
  TOKEN_INFO,
  DATASETS,
  CREATE,
  REGISTER,
  LIST,
  SIGN,
  PUT,
  CONFIRM,
  OTHER
}
