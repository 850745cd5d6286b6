/**
 * The Pictograph platform, and every server that speaks its wire. {@link
 * io.sluice.target.pictograph.PictographTarget} is the way in; each step of the contract is a small
 * class behind it, and {@code PictographErrors} is the one table that says what a status means.
 *
 * <p>An upload is three requests: ask for a signed URL, PUT the bytes to the storage that it names,
 * register the name. Only a registered name counts. The API key goes to the configured host alone,
 * never to a storage.
 */
package io.sluice.target.pictograph;
