package io.sluice.app;

/**
 * A scan that is to be made.
 *
 * @param number of the folder's scans, the how many-th it is, from 1
 * @param concludeAnew whether files that failed or are in conflict are looked at as if they were
 *     new, though nothing about them changed
 */
record ScanOrder(long number, boolean concludeAnew) {}
