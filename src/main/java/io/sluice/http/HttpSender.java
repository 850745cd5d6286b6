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
import okio.ByteString;

/** Sends one request at a time for each caller, and reads a bounded reply. */
public final class HttpSender {
  /** A reply's body is read to this length and no further, where the caller does not say. */
  public static final int LONGEST_REPLY_BYTES = 1 << 20;

  private static final int CHUNK_BYTES = 1 << 16;

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
    return send(request, limit, LONGEST_REPLY_BYTES);
  }

  /**
   * As {@link #send(Request, Duration)}, for a call whose reply is long.
   *
   * @param longestReplyBytes a reply's body is read to this length and no further
   */
  public HttpReply send(Request request, Duration limit, int longestReplyBytes)
      throws IOException, InterruptedException {
    Duration longest = timeouts.reply().plus(Timeouts.onItsWay(bodyBytes(request)));
    return call(request, limit, longest, response -> read(response, longestReplyBytes));
  }

  /**
   * As {@link #send(Request, Duration)}, but the body of a reply that tells success goes to {@code
   * sink}, on another thread, and is not in the reply. Nothing more is taken once this call has
   * ended well.
   *
   * @param longestBytes the body is read to this length and no further; the reply is cut then
   */
  public HttpReply download(Request request, Duration limit, long longestBytes, BodySink sink)
      throws IOException, InterruptedException {
    // However long it is: bytes must keep coming, within the limit.
    return call(
        request,
        limit,
        limit,
        response ->
            response.isSuccessful()
                ? drain(response, longestBytes, sink)
                : read(response, LONGEST_REPLY_BYTES));
  }

  private HttpReply call(Request request, Duration limit, Duration longest, Reader reader)
      throws IOException, InterruptedException {
    RequestSent progress = new RequestSent();
    Call call = client.newCall(request.newBuilder().tag(RequestSent.class, progress).build());
    call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    call.enqueue(completing(reply, reader));
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

  private static Callback completing(CompletableFuture<HttpReply> reply, Reader reader) {
    return new Callback() {
      @Override
      public void onFailure(Call call, IOException e) {
        reply.completeExceptionally(e);
      }

      @Override
      public void onResponse(Call call, Response response) {
        try (response) {
          reply.complete(reader.read(response));
        } catch (IOException e) {
          reply.completeExceptionally(new BrokenReplyException("the reply broke off", e));
        } finally {
          // No effect when it is completed; whatever else went wrong, the caller must not wait on.
          reply.completeExceptionally(new IOException("the reply could not be read"));
        }
      }
    };
  }

  private HttpReply read(Response response, int longest) throws IOException {
    BufferedSource body = response.body().source();
    body.timeout().timeout(timeouts.readIdle().toMillis(), TimeUnit.MILLISECONDS);
    boolean cut = body.request(longest + 1L);
    long length = Math.min(body.getBuffer().size(), longest);
    return new HttpReply(response.code(), response.headers(), body.readByteString(length), cut);
  }

  private HttpReply drain(Response response, long longest, BodySink sink) throws IOException {
    BufferedSource body = response.body().source();
    body.timeout().timeout(timeouts.readIdle().toMillis(), TimeUnit.MILLISECONDS);
    byte[] chunk = new byte[CHUNK_BYTES];
    long left = longest;
    boolean ended = false;
    while (left > 0 && !ended) {
      int n = body.read(chunk, 0, (int) Math.min(chunk.length, left));
      ended = n < 0;
      if (!ended) {
        sink.take(chunk, n);
        left -= n;
      }
    }
    boolean cut = !ended && !body.exhausted();
    return new HttpReply(response.code(), response.headers(), ByteString.EMPTY, cut);
  }

  /** Makes a reply of what arrives. */
  private interface Reader {
    HttpReply read(Response response) throws IOException;
  }
}
