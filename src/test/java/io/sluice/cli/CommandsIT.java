package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.SluiceProcess.Ended;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code init}, {@code check}, {@code serve} and the help, as the packaged jar gives them. */
final class CommandsIT {
  @TempDir private Path directory;

  @Test
  void listsEveryBuiltCommand_inTheOrderOfTheReference() throws Exception {
    Ended help = SluiceProcess.run(directory, "--help");
    List<String> commands =
        help.out()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();
    assertEquals(
        List.of(
            "run", "sync", "push", "csv", "retry", "verify", "files", "status", "rescan", "check",
            "init", "dataset", "serve"),
        commands);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "sync",
        "push",
        "retry",
        "verify",
        "files",
        "check",
        "init",
        "dataset",
        "dataset add",
        "serve"
      })
  void helps_within80Columns_withExamplesAndExitCodes(String command) throws Exception {
    String[] arguments =
        Arrays.stream((command + " --help").split(" ", -1))
            .filter(a -> !a.isEmpty())
            .toArray(String[]::new);
    Ended help = SluiceProcess.run(directory, arguments);
    assertEquals(0, help.code());
    assertEquals(List.of(), help.out().lines().filter(line -> line.length() > 80).toList());
    assertTrue(help.out().contains("Examples:"), help.out());
    assertTrue(help.out().contains("Exit codes: "), help.out());
  }

  @Test
  void startsFromWhatInitPrints() throws Exception {
    Files.createDirectory(directory.resolve("road signs"));
    Ended init =
        SluiceProcess.run(
            directory, "init", "--type", "embedded", "--folder", "road signs", "--dataset", "a: b");
    assertEquals(0, init.code(), init.err());
    Files.writeString(
        directory.resolve("sluice.yaml"), init.out().replace("port: 8471", "port: 0"));
    Ended check = SluiceProcess.run(directory, "check", "-c", "sluice.yaml", "--json");
    assertEquals(0, check.code(), check.toString());
    JsonNode json = JsonMapper.builder().build().readTree(check.out());
    assertTrue(json.get("ok").asBoolean());
    assertEquals("configuration", json.get("checks").get(0).get("subject").asString());
    Ended print = SluiceProcess.run(directory, "check", "-c", "sluice.yaml", "--print-config");
    assertEquals(0, print.code());
    assertTrue(print.out().contains("dataset: \"a: b\""), print.out());
    Ended text = SluiceProcess.run(directory, "check", "-c", "sluice.yaml");
    assertTrue(text.out().contains("OK    folder road signs: "), text.out());
    assertFalse(text.out().contains("\u001b"), text.out());
  }

  @Test
  void serves_untilTerminated() throws Exception {
    try (SluiceProcess server =
        SluiceProcess.start(directory, "serve", "--data", "sets", "--port", "0")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> server.out().contains("page link:"));
      String url = value("url", server.out());
      String key = Files.readString(Path.of(value("key file", server.out()))).strip();
      URI link = URI.create(Files.readString(Path.of(value("page link", server.out()))).strip());
      assertEquals(303, status(HttpRequest.newBuilder(link)));
      URI me = URI.create(url + "/api/v1/developer/organizations/me");
      assertEquals(200, status(HttpRequest.newBuilder(me).header("X-API-Key", key)));
      String printed = server.out() + server.err();
      assertFalse(printed.contains(key) || printed.contains("token="), printed);
      Ended second = SluiceProcess.run(directory, "serve", "--data", "sets", "--port", "0");
      assertEquals(2, second.code(), second.toString());
      assertTrue(second.err().contains("another dataset server uses"), second.err());
      server.terminate();
      assertEquals(143, server.awaitEnd().code());
    }
  }

  private static int status(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static String value(String name, String out) {
    Matcher line = Pattern.compile("(?m)^" + name + ": +(\\S+)").matcher(out);
    assertTrue(line.find(), out);
    return line.group(1);
  }
}
