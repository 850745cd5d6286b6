package io.sluice.target.pictograph;

/** Wire: what {@code datasets} is asked to create. */
record CreateDatasetRequest(String name) {}
