package io.sluice.app;

/**
 * How a comparison is made.
 *
 * @param repair whether missing files are uploaded again
 * @param content whether images that the platform offers no hash of are downloaded and compared
 */
public record VerifyOptions(boolean repair, boolean content) {}
