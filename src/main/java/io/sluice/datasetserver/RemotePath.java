package io.sluice.datasetserver;

/**
 * Where an image stands or is to stand, in the form the server keeps.
 *
 * @param directory {@code /} or {@code /a/b}
 * @param filename sanitised
 */
record RemotePath(String datasetId, String directory, String filename) {}
