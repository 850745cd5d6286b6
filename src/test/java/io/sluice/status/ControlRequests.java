package io.sluice.status;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to a control server, as they stand on the wire.
 *
 * @param port the server's
 * @param token what orders carry
 */
record ControlRequests(int port, ControlToken token) {
  private static final JsonMapper JSON = new JsonMapper();

  record Answer(int status, String head, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /** Sends a request as it stands and reads to the end. */
  Answer raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      assertTrue(end > 0, () -> "no answer: " + all);
      int status = Integer.parseInt(all.substring(9, 12));
      return new Answer(status, all.substring(0, end), all.substring(end + 4));
    }
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Authorization: " + token.asAuthorization());
    return send("POST", path, body, all.toArray(String[]::new));
  }

  Answer send(String method, String path, String body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(port).append("\r\nConnection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    if (length > 0) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    return raw(head + "\r\n" + body);
  }
}
