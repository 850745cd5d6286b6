package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.http.RawServer;
import io.sluice.status.ControlToken;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon that is there, and does not get round to an answer. */
@Execution(ExecutionMode.CONCURRENT)
final class BusyDaemonTest {
  private static final String BUSY = "{\"error\":\"the daemon is too busy to answer; try again\"}";

  @TempDir private Path directory;

  private static String reply(String status, String body) {
    return "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  /** A server that answers so many questions, and has no time for those after them. */
  private RawServer busyAfter(int answers) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    RawServer server =
        new RawServer(
            socket -> {
              boolean answered = asked.getAndIncrement() < answers;
              String reply =
                  answered
                      ? reply("200 OK", "{\"folders\":[]}")
                      : reply("503 Service Unavailable", BUSY);
              socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
            });
    new DaemonFile(
            ProcessHandle.current().pid(),
            "1",
            URI.create(server.url()),
            ControlToken.random(),
            Instant.EPOCH,
            List.of(),
            Map.of(),
            Map.of())
        .write(directory);
    return server;
  }

  private CommandHere.Ended command(String name) {
    return CommandHere.run(directory, name, "--state-dir", directory.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void isNotCalledGone_norIsItSaidThatThereIsNone(int answers) throws Exception {
    try (RawServer server = busyAfter(answers)) {
      CommandHere.Ended ended = command("status");
      assertTrue(ended.out().contains("the daemon does not answer now: it is busy"), ended::out);
      assertTrue(ended.out().contains("; try again)"), ended::out);
      assertEquals(75, ended.code(), server.url());
    }
  }

  @Test
  void isCalledGone_onceNobodyAnswers() throws Exception {
    try (RawServer server = busyAfter(0)) {
      assertTrue(server.heads().isEmpty());
    }
    CommandHere.Ended ended = command("rescan");
    assertTrue(ended.out().contains("no daemon is running"), ended::out);
    assertEquals(2, ended.code());
  }
}
