package io.sluice.http;

import com.google.common.primitives.Ints;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** Sends one request at a time for each caller, and reads a bounded reply. */
public final class HttpSender {
  /** A reply's body is read to this length and no further. */
  public static final int LONGEST_REPLY_BYTES = 1 << 20;

  private final OkHttpClient client;
  private final Timeouts timeouts;

  HttpSender(OkHttpClient client, Timeouts timeouts) {
    this.client = client;
    this.timeouts = timeouts;
  }

  /**
   * Sends {@code request} once. Blocks; an interrupt cancels the call and ends the wait at once.
   *
   * @param limit the longest time for the whole exchange, body and reply; a call that makes no
   *     progress ends sooner, as {@link Timeouts} say
   * @throws BrokenReplyException when a reply began and broke off
   * @throws IOException when there was no reply
   */
  public HttpReply send(Request request, Duration limit) throws IOException, InterruptedException {
    RequestSent progress = new RequestSent();
    Call call = client.newCall(request.newBuilder().tag(RequestSent.class, progress).build());
    call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    Duration longest = timeouts.reply().plus(Timeouts.onItsWay(bodyBytes(request)));
    CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    call.enqueue(completing(reply));
    try {
      CompletableFuture.anyOf(progress.sent(), reply).get();
      return reply.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (TimeoutException e) {
      call.cancel();
      throw new BrokenReplyException("no whole reply came within " + longest, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("the call failed", e.getCause());
    }
  }

  /** Gives the answer to a large body more time to begin. */
  static Response withTimeToAnswer(Interceptor.Chain chain) throws IOException {
    long more = Timeouts.onItsWay(bodyBytes(chain.request())).toMillis();
    int millis = Ints.saturatedCast(chain.readTimeoutMillis() + more);
    return chain.withReadTimeout(millis, TimeUnit.MILLISECONDS).proceed(chain.request());
  }

  private static long bodyBytes(Request request) throws IOException {
    RequestBody body = request.body();
    return body == null ? 0 : body.contentLength();
  }

  private Callback completing(CompletableFuture<HttpReply> reply) {
    return new Callback() {
      @Override
      public void onFailure(Call call, IOException e) {
        reply.completeExceptionally(e);
      }

      @Override
      public void onResponse(Call call, Response response) {
        try (response) {
          reply.complete(read(response));
        } catch (IOException e) {
          reply.completeExceptionally(new BrokenReplyException("the reply broke off", e));
        } finally {
          // No effect when it is completed; whatever else went wrong, the caller must not wait on.
          reply.completeExceptionally(new IOException("the reply could not be read"));
        }
      }
    };
  }

  private HttpReply read(Response response) throws IOException {
    BufferedSource body = response.body().source();
    body.timeout().timeout(timeouts.readIdle().toMillis(), TimeUnit.MILLISECONDS);
    boolean cut = body.request(LONGEST_REPLY_BYTES + 1);
    long length = Math.min(body.getBuffer().size(), LONGEST_REPLY_BYTES);
    return new HttpReply(response.code(), response.headers(), body.readByteString(length), cut);
  }
}
