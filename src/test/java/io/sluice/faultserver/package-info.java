/**
 * A server that fails in every way that is known, and the oracle that says afterwards whether
 * anything was lost, sent twice or sent in part.
 *
 * <p>{@link io.sluice.faultserver.FaultServer} speaks the wire on raw sockets, so that it can break
 * it: what it does when nothing is to go wrong is {@link io.sluice.faultserver.Platform}, what goes
 * wrong are {@link io.sluice.faultserver.Fault}s, when is a {@link io.sluice.faultserver.Script},
 * and what happened is its {@link io.sluice.faultserver.Journal}. {@link
 * io.sluice.faultserver.Invariants} compares that with the folder, the ledger and what was printed.
 */
package io.sluice.faultserver;
