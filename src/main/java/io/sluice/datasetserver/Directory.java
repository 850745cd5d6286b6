package io.sluice.datasetserver;

/**
 * A virtual directory that holds images itself.
 *
 * @param path {@code /} or {@code /a/b}
 * @param imageCount images in it, not those below it
 */
record Directory(String path, long imageCount) {}
