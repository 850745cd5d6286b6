/**
 * Finds the files of a folder: {@link io.sluice.source.FolderScan} walks it and is the truth,
 * {@link io.sluice.source.FolderWatch} hears of changes sooner and is only a hint, {@link
 * io.sluice.source.FolderProbe} looks again at one path that the watch named. {@link
 * io.sluice.source.FolderFilter} says which files are wanted.
 *
 * <p>Symbolic links are never followed, nothing but directories is opened, and absence is never
 * taken for deletion: a folder that is missing or was replaced is an exception, not an empty list.
 *
 * <p>Starts no thread. A scan and a watch each block the thread that the caller gives them; filters
 * and probes may be shared between threads.
 */
package io.sluice.source;
