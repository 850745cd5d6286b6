/**
 * The configuration: YAML and the environment, read once into checked immutable records.
 *
 * <p>{@link io.sluice.config.ConfigLoader} is the way in. It reads the file into a small tree that
 * knows the line of every key, takes the tree apart with one reader for each record, and reports
 * every problem at once, sorted by line. Nothing is bound by reflection and no YAML tag is ever
 * instantiated. Unknown and duplicate keys, values without a unit and keys that are not built yet
 * are errors.
 *
 * <p>The records are immutable and safe on any thread. A component is given its own record, never
 * the whole. Defaults are constants of the records. A key never stands in the file; the records
 * hold a {@link io.sluice.target.KeySource}. {@link io.sluice.config.ConfigText} prints what is in
 * effect.
 */
package io.sluice.config;
