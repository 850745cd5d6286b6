/**
 * From the ledger's queue to the target: {@link io.sluice.upload.UploadPool} runs the workers of
 * one target, which take jobs (open a dataset, look up, reserve, transfer, commit), pass each
 * outcome through {@link io.sluice.upload.OutcomeRules} and record it in the ledger before anything
 * else is done with it.
 *
 * <p>This is the one place that retries. What is wrong with a file is a column of its row; what is
 * wrong with the target is the state of its {@link io.sluice.upload.TargetGate}, which lets one
 * probe through at a time and uses up no file's attempts.
 *
 * <p>Threads: {@code upload-<target>-<n>}, made by the factory that is handed in. A worker that
 * dies of anything but an interrupt takes the process down through its uncaught handler.
 */
package io.sluice.upload;
