package io.sluice.http;

import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;

/** Hears when the last byte of one request is on its way. */
final class RequestSent extends EventListener {
  private final CompletableFuture<Void> sent = new CompletableFuture<>();

  /** The listener that {@code call} carries, if it does. */
  static EventListener of(Call call) {
    RequestSent own = call.request().tag(RequestSent.class);
    return own == null ? EventListener.NONE : own;
  }

  /** Done when it is. */
  CompletableFuture<Void> sent() {
    return sent;
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    if (request.body() == null) {
      sent.complete(null);
    }
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    sent.complete(null);
  }
}
