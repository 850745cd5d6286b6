/**
 * The embedded dataset server: datasets, virtual directories and images over HTTP on loopback, and
 * a page to look at them.
 *
 * <p>{@link io.sluice.datasetserver.DatasetServer} is the only door. It knows nothing of who
 * uploads: everything enters by HTTP.
 *
 * <p>On disk, under the data directory: {@code server.db} (SQLite, WAL) holds names and records,
 * {@code blobs/ab/abcd...} holds bytes under the hex SHA-256 of their content, {@code incoming/}
 * holds bytes still being received, {@code api-key} the key of the first start, {@code page-link} a
 * link to the page while the server runs, {@code lock} keeps a second server out. No name that a
 * client sent ever becomes a path.
 *
 * <p>Bytes are durable (file synced, renamed, directory synced) before they are acknowledged, and
 * an image is visible only once its row is committed.
 *
 * <p>Threads: Jetty's bounded pool, made with the factory handed in. Endpoints run on it and may
 * block; everything they share is thread-safe.
 */
package io.sluice.datasetserver;
