package io.sluice.config;

/** Makes a value of the text that stands behind a key. */
@FunctionalInterface
interface ValueReader<T> {
  T read(String text) throws BadValue;
}
