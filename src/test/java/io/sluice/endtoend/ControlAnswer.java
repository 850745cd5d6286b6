package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a daemon says to anybody on its machine. */
final class ControlAnswer {
  private static final int BUSY = 503;

  private ControlAnswer() {}

  /** Asks a daemon that has been seen to be well; one that is busy says so, and is asked again. */
  static HttpResponse<String> get(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return await()
        .atMost(SluiceProcess.PATIENCE)
        .until(
            () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()),
            answer -> answer.statusCode() != BUSY);
  }
}
