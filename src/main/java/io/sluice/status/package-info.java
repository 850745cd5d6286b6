/**
 * The control server of the daemon: what it is doing, as JSON on loopback, and a few orders to it.
 * {@link io.sluice.status.ControlServer} is the server, {@link io.sluice.status.ControlledDaemon}
 * what it asks of the daemon.
 *
 * <p>Reading needs nothing but a loopback Host header; orders, and what names files, need the token
 * of {@link io.sluice.status.ControlToken}. A browser's page of another site can do neither: no
 * CORS header is ever sent, and an Origin that is not the server's own is refused.
 *
 * <p>Jetty's threads come from the factory handed in, at most {@value
 * io.sluice.status.ControlServer#MOST_THREADS} and a timer.
 */
package io.sluice.status;
