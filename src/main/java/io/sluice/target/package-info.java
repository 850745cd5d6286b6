/**
 * The contract with a dataset platform. {@link io.sluice.target.Target} is the one seam; each
 * platform implements it in a package of its own below this one and is reached through nothing
 * else.
 *
 * <p>All platforms are batch-shaped, so the contract is: steps take lists and answer with exactly
 * one {@link io.sluice.target.ItemOutcome} for each item, matched by {@link
 * io.sluice.item.Item#id()}. A {@link io.sluice.target.TargetException} speaks of the whole call
 * only. Errors are classified here, by the platform's package; retrying, parking and recording are
 * the business of the upload pool alone.
 */
package io.sluice.target;
