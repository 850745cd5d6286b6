/**
 * How fast a target may be asked. A {@link io.sluice.pace.Pace} gives out permits for requests and
 * for bytes, and holds everything back while the target has asked for a pause or the requests of an
 * hour are used up, by what is configured or by what the server says.
 *
 * <p>One pace belongs to one key and is shared by all that use it. It starts no threads; waits
 * happen on the caller's thread and end soon after an interrupt. Wall-clock time comes from the
 * clock that is handed in.
 */
package io.sluice.pace;
