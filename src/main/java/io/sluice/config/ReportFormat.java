package io.sluice.config;

/** How the periodic report is written. */
public enum ReportFormat {
  /** {@code key=value} pairs on one line. */
  TEXT,
  /** One JSON object a line. */
  JSON
}
