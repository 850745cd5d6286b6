package io.sluice.csv;

/** What the column {@code input} holds. */
public enum CsvType {
  /** Addresses that the platform fetches by itself. */
  URL,
  /** Files of this machine, seen from the CSV file. */
  FILE_PATH,
  /** Texts. */
  RAW
}
