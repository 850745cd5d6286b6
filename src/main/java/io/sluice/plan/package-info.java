/**
 * What is to be done with a file that was seen: pure decisions from the sighting, the ledger's
 * entry and the folder's rules, each with its reason. Touches no disk, no network, no clock.
 */
package io.sluice.plan;
