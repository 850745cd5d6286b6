/**
 * Decides which files have stopped changing and are whole: {@link io.sluice.settle.Settler}, a
 * state machine in memory that is told what was seen and what time it is.
 *
 * <p>Pure: it touches no disk, asks no clock and starts no thread. Whoever owns it calls it from
 * one thread, looks at files when it says so, and tells it the outcome.
 */
package io.sluice.settle;
