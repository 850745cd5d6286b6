package io.sluice.datasetserver;

import io.sluice.datasetserver.RequestQuota.Standing;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** What a request passes on its way to the API: it needs a key, and room in the key's quota. */
final class Gate {
  private final ApiKeys keys;
  private final Optional<RequestQuota> quota;

  /**
   * @param quota empty where requests are not counted
   */
  Gate(ApiKeys keys, Optional<RequestQuota> quota) {
    this.keys = keys;
    this.quota = quota;
  }

  /**
   * Lets a request pass, or throws the refusal. Where requests are counted, every answer from here
   * on says how many are left, whatever else it is.
   */
  void pass(Request request, Response response) {
    requireKey(request);
    quota.ifPresent(counting -> requireRoom(counting.count(), response.getHeaders()));
  }

  private void requireKey(Request request) {
    List<HttpField> sent = request.getHeaders().getFields("X-API-Key");
    String key = sent.size() == 1 ? sent.get(0).getValue() : null;
    if (key == null || !keys.accept(key)) {
      throw new Problem(401, "unauthorized", "a valid API key is needed in the header X-API-Key")
          .header(HttpHeader.WWW_AUTHENTICATE, "X-API-Key");
    }
  }

  private static void requireRoom(Standing standing, HttpFields.Mutable headers) {
    headers.put("X-RateLimit-Limit", standing.limit());
    headers.put("X-RateLimit-Remaining", standing.remaining());
    headers.put("X-RateLimit-Reset", standing.resetEpochSecond());
    if (!standing.accepted()) {
      long seconds = standing.waitSeconds();
      throw new Problem(
              429, "rate_limited", "too many requests; ask again in " + seconds + " seconds")
          .detail("retry_after", seconds)
          .header(HttpHeader.RETRY_AFTER, Long.toString(seconds));
    }
  }
}
