/**
 * What Sluice has seen and done, surviving a crash. {@link io.sluice.ledger.Ledger} is the
 * contract; {@code SqliteLedger} keeps it in one SQLite file, {@code ledger.db} in the state
 * directory (WAL, synchronous=FULL: what a call has returned from survives a power cut).
 *
 * <p>Tables: {@code folder} (a root that feeds a dataset), {@code sighting} (one row for each file
 * that was ever seen, with the one state that it is reported in), {@code item} (what becomes an
 * entry of a dataset, unique on target, scope and remote name), {@code part} (its slots), {@code
 * rival} (who was refused a name because of whom) and {@code tally} (counts, kept by triggers). A
 * backlog lives here and not in memory.
 *
 * <p>Thread-safe: one writer at a time, readers beside it. Each method is one transaction.
 */
package io.sluice.ledger;
