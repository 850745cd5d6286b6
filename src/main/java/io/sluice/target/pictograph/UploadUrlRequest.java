package io.sluice.target.pictograph;

/** Wire: what {@code images/upload-url} is asked. */
record UploadUrlRequest(
    String dataset, String filename, String directoryPath, String contentType) {}
