/**
 * The one way in which Sluice speaks HTTP. {@link io.sluice.http.HttpClients} makes the two clients
 * that a target needs, one for its API and one for the storage that it names; {@link
 * io.sluice.http.HttpSender} sends one request and gives back one bounded {@link
 * io.sluice.http.HttpReply}.
 *
 * <p>The {@link io.sluice.http.Network} is the way out: proxy, trusted authorities, time-outs.
 *
 * <p>Nothing here retries, follows a redirect, or shows the query of a URL. Calls run on threads of
 * the factory that is handed in, so that an interrupt of the caller ends the wait at once.
 */
package io.sluice.http;
