/**
 * How fast a target may be asked. A {@link io.sluice.pace.Pace} gives out permits for requests and
 * for bytes, and holds everything back while the target has asked for a pause.
 *
 * <p>One pace belongs to one target and is shared by all its workers. It starts no threads; waits
 * happen on the caller's thread and end soon after an interrupt. Wall-clock time comes from the
 * clock that is handed in.
 */
package io.sluice.pace;
