/**
 * V7 Darwin. {@link io.sluice.target.darwin.DarwinTarget} is the way in; each step of the contract
 * is a small class behind it, and {@code DarwinErrors} is the one table that says what a status
 * means.
 *
 * <p>An upload is four requests: register the item, which gives an upload id for each of its slots;
 * ask for a signed URL for a slot; PUT the bytes to the storage that it names; confirm the slot. An
 * item is visible, and its name held, from the first of them on. The API key goes to the configured
 * host alone, never to a storage.
 */
package io.sluice.target.darwin;
