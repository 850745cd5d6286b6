/**
 * The unit of work: an {@link io.sluice.item.Item} is what becomes one entry of a dataset, made of
 * one or more {@link io.sluice.item.Part}s. A plain image is an item with one part in slot {@code
 * 0}. Values only; their life is kept in the ledger.
 *
 * <p>{@link io.sluice.item.Source} and {@link io.sluice.item.Origin} are sealed: what becomes an
 * entry of a dataset by another way (a row of a CSV file, a directory of parts) is added here as a
 * further alternative, so that the compiler names every place that has to know of it.
 */
package io.sluice.item;
