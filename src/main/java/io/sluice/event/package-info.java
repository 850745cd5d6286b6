/**
 * What happened, typed: one {@link io.sluice.event.IngestEvent} for each thing worth counting,
 * reporting or showing, and one {@link io.sluice.event.IngestListener} that hears of all. Reports,
 * progress bars and status are listeners, so that they cannot disagree.
 */
package io.sluice.event;
