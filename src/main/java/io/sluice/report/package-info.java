/**
 * What is said about the work: the report of a one-shot run, the periodic line of the daemon, and
 * the log of failures. {@link io.sluice.report.Tally} counts a run from its events; the daemon's
 * counts are the ledger's.
 */
package io.sluice.report;
