package io.sluice.datasetserver;

import io.sluice.datasetserver.BlobStore.StoredBytes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Takes the bytes of images at signed URLs. Answers like an object store: refusals are XML, and no
 * API key is wanted.
 */
final class StorageResource {
  private final Database database;
  private final BlobStore blobs;
  private final UrlSigner signer;
  private final Limits limits;
  private final Clock clock;

  StorageResource(
      Database database, BlobStore blobs, UrlSigner signer, Limits limits, Clock clock) {
    this.database = database;
    this.blobs = blobs;
    this.signer = signer;
    this.limits = limits;
    this.clock = clock;
  }

  void addTo(Router router) {
    router.add("PUT", "/storage/{}", this::put);
  }

  private Reply put(Call call) throws IOException, SQLException {
    try {
      return store(call);
    } catch (Problem e) {
      return error(e.status(), e.status() == 507 ? "InsufficientStorage" : "InvalidRequest");
    }
  }

  private Reply store(Call call) throws IOException, SQLException {
    if (call.header("X-API-Key").isPresent()) {
      // A client that shows its key to storage would show it to a stranger's host, too.
      return error(400, "UnexpectedApiKey");
    }
    String slot = call.variable(0);
    UrlSigner.Verdict verdict = check(call, slot);
    if (verdict != UrlSigner.Verdict.GOOD) {
      boolean expired = verdict == UrlSigner.Verdict.EXPIRED;
      return error(403, expired ? "ExpiredToken" : "SignatureDoesNotMatch");
    }
    if (call.length() < 0) {
      return error(411, "MissingContentLength");
    }
    if (call.length() > limits.imageBytes()) {
      return error(413, "EntityTooLarge");
    }
    if (!database.read(c -> UploadTable.exists(c, slot))) {
      return error(403, "ExpiredToken");
    }
    StoredBytes bytes = blobs.receive(call.body(), call.length());
    boolean kept = database.write(c -> UploadTable.fill(c, slot, bytes, clock.instant()));
    return kept
        ? Reply.empty(200).with(HttpHeader.ETAG, '"' + bytes.md5() + '"')
        : error(403, "ExpiredToken");
  }

  private UrlSigner.Verdict check(Call call, String slot) {
    QueryParameters query = call.query().allowing("exp", "ct", "sig");
    String type = query.text("ct").orElse("");
    if (!type.equalsIgnoreCase(call.header("Content-Type").orElse(""))) {
      return UrlSigner.Verdict.FORGED;
    }
    return signer.check(slot, query.text("exp").orElse(""), type, query.text("sig").orElse(""));
  }

  private static Reply error(int status, String code) {
    return Reply.text(
        status,
        "application/xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code></Error>\n");
  }
}
