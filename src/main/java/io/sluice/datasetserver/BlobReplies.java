package io.sluice.datasetserver;

import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;

/** Answers with the bytes of images. */
final class BlobReplies {
  private final BlobStore blobs;

  BlobReplies(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * The bytes of an image as they were sent; 304 if the caller has them. The bytes are a
   * stranger's: whatever they are, a browser may neither guess another type nor run anything in
   * them.
   */
  Reply reply(Call call, Image image) throws IOException {
    String etag = '"' + image.sha256() + '"';
    Reply reply =
        etag.equals(call.header("If-None-Match").orElse(""))
            ? Reply.empty(304)
            : new Reply(200, List.of(), blob(image));
    return reply
        .with(HttpHeader.ETAG, etag)
        .with(HttpHeader.CACHE_CONTROL, "private, max-age=2592000")
        .with("Content-Security-Policy", "sandbox; default-src 'none'")
        .with("Cross-Origin-Resource-Policy", "same-origin");
  }

  private Reply.Blob blob(Image image) throws IOException {
    if (!blobs.holds(image.sha256(), image.fileSize())) {
      throw new IOException("the bytes of image " + image.id() + " are missing or damaged");
    }
    return new Reply.Blob(image.contentType(), blobs.path(image.sha256()), image.fileSize());
  }
}
