package io.sluice.report;

import java.util.Optional;

/** Where reports of the daemon go: the log, and a file if there is to be one. */
@FunctionalInterface
public interface ReportSink {
  /**
   * Writes one report.
   *
   * @param now the folder at this moment
   * @param before as it was reported last, for the rate
   */
  void write(FolderSnapshot now, Optional<FolderSnapshot> before);
}
