/**
 * Looks at image files from outside: which format ({@link io.sluice.image.ImageFormat}), how large
 * ({@link io.sluice.image.ImageSize}), and whether the file is all there ({@link
 * io.sluice.image.StructureCheck}).
 *
 * <p>Nothing is ever decoded or inflated. Every file is taken for hostile: a reader holds one
 * window of 64 KB and has a fixed number of reads, so neither memory nor time follows what a header
 * claims. Bad content gives an answer, never an exception; an {@link java.io.IOException} means
 * that the disk could not be read.
 *
 * <p>All entry points are static and without state: any thread may call them. They read a channel
 * by position and leave its own position alone.
 */
package io.sluice.image;
