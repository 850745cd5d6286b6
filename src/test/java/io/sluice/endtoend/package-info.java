/**
 * The packaged jar as a process of its own, with real directories, real HTTP and real signals.
 * {@link io.sluice.endtoend.Site} is one test's folder and configuration, {@link
 * io.sluice.endtoend.SluiceProcess} the process under test, {@link io.sluice.endtoend.RemoteServer}
 * a dataset server that outlives it, and {@link io.sluice.endtoend.Front} a gateway that keeps a
 * journal of every request.
 */
package io.sluice.endtoend;
