/**
 * Wiring and life cycle: builds the pipeline from a configuration, owns every thread, starts and
 * stops everything in order. The public Java API is {@link io.sluice.app.FolderSync} and {@link
 * io.sluice.app.Daemon}.
 *
 * <p>Threads: {@code intake} is the one loop that owns all mutable state of the pipeline and
 * touches no disk but the ledger's; {@code scan-<folder>} walks, {@code watch-<folder>} hears of
 * changes, {@code inspect-<folder>-<n>} looks at files, {@code upload-<target>-<n>} talks to
 * targets. All are made by {@link io.sluice.app.Threads}, so that the death of any one ends the
 * process: a daemon with a dead thread that looks alive is the worst outcome.
 */
package io.sluice.app;
