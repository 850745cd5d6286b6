/**
 * What a file is to Sluice: a path kept as bytes, a stamp of what the file system says of it, and a
 * digest of its content. Values only; nothing here opens a file.
 */
package io.sluice.file;
