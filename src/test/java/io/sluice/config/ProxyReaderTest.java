package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyReaderTest {
  private static final String TARGET = "targets: {p: {type: pictograph, api-key: '${KEY}'}}\n";

  @TempDir Path dir;

  private ConfigFolder folder;

  @BeforeEach
  void makeFolder() {
    folder = new ConfigFolder(dir).with("KEY", "pk_live_1");
  }

  @Test
  void isNone_whereNothingSaysSo() throws Exception {
    assertEquals(ProxyConfig.NONE, proxy(""));
    assertEquals(ProxyConfig.NONE, proxy("proxy: ''\n"));
    folder.with("HTTPS_PROXY", "").with("https_proxy", "");
    assertEquals(ProxyConfig.NONE, proxy(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy: ''\n", "proxy: ${NOTHING:-}\n"})
  void isTheEnvironments_whereTheFileHasNone(String yaml) throws Exception {
    folder.with("HTTPS_PROXY", "http://up:1").with("https_proxy", "http://low:2");
    folder.with("NO_PROXY", "a,b").with("no_proxy", "c");
    ProxyConfig proxy = proxy(yaml);
    assertEquals(server("up", 1), proxy.server());
    assertEquals("a,b", proxy.exceptions());
    assertEquals("$HTTPS_PROXY", proxy.origin());
  }

  @Test
  void takesSmallLettersToo() throws Exception {
    ProxyConfig proxy = proxyWith("https_proxy", "low:2", "no_proxy", "c");
    assertEquals(server("low", 2), proxy.server());
    assertEquals("c", proxy.exceptions());
  }

  @Test
  void theFileWins_overTheEnvironment() throws Exception {
    folder.with("HTTPS_PROXY", "http://up:1").with("NO_PROXY", "a");
    ProxyConfig proxy = proxy("proxy: http://file.example:3128\n");
    assertEquals(server("file.example", 3128), proxy.server());
    assertEquals("a", proxy.exceptions());
    assertEquals(Optional.empty(), proxy("proxy: direct\n").server());
  }

  @ParameterizedTest
  @CsvSource({
    "http://h:1, h, 1",
    "HTTP://H:1/, h, 1",
    "http://10.0.0.1:8080, 10.0.0.1, 8080",
    "'http://[2001:db8::1]:65535', 2001:db8::1, 65535",
    "under_score:3, under_score, 3"
  })
  void readsAddresses(String text, String host, int port) throws Exception {
    assertEquals(server(host, port), proxy("proxy: \"" + text + "\"\n").server());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h", "http://h:0", "http://h:65536", "http://:1", "https://h:1", "socks5://h:1",
        "http://h:1/path", "http://h:1?x", "http://h h:1", "none", "h:", "http://u@h:1",
        "http://:${PW}@h:1", "http://u:${EMPTY:-}@h:1", "http://-h:1"
      })
  void refusesWhatIsNone(String text) {
    folder.with("PW", "canary");
    assertEquals(
        List.of("sluice.yaml:1: proxy: " + ConfigFolder.PROXY),
        folder.problems("proxy: \"" + text + "\"\n" + TARGET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u:canary@h:1",
        "u:canary@h:1",
        "http://u:canary${PW}@h:1",
        "http://u:${PW}c@h:1",
        "http://u:canary@${HOST}:1",
        "${ALL:-http://u:canary@h:1}",
        "http://u:${PW:-canary}@h:1",
        "http://${U:-u:canary}@h:1"
      })
  void refusesAPasswordInTheFile_andDoesNotRepeatIt(String text) {
    folder.with("PW", "p").with("HOST", "h");
    List<String> problems = folder.problems("proxy: \"" + text + "\"\n" + TARGET);
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("sluice.yaml:1: proxy: holds a password"), "" + problems);
    assertFalse(problems.get(0).contains("canary"), "" + problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u:${PW}@h:1",
        "http://${USER}:${PW}@h:1",
        "http://${BOTH}@h:1",
        "${WHOLE}",
        "${WHOLE:-http://other:2}"
      })
  void takesAPasswordByReference_andPrintsItNowhere(String text) throws Exception {
    folder
        .with("PW", "canary%40:/@!%zz+ %")
        .with("USER", "u")
        .with("BOTH", "u:canary%40:/@!%zz+ %");
    folder.with("WHOLE", "http://u:canary%40:/@!%zz+ %@h:1");
    String yaml = "proxy: \"" + text + "\"\n" + TARGET;
    SluiceConfig config = folder.load(yaml);
    ProxyConfig.Login login = login(config);
    assertEquals("u", login.user().reveal());
    assertEquals("canary%40:/@!%zz+ %", login.password().reveal());
    assertFalse(config.toString().contains("canary"), config.toString());
    String printed = ConfigText.render(config);
    assertFalse(printed.contains("canary"), printed);
    assertEquals(config, folder.load(printed));
  }

  @Test
  void decodesWhatIsEscaped() throws Exception {
    folder.with("HTTPS_PROXY", "http://dom%5Cuser:p%40ss%3A+word@h:1");
    ProxyConfig.Login login = login(folder.load(TARGET));
    assertEquals("dom\\user", login.user().reveal());
    assertEquals("p@ss:+word", login.password().reveal());
  }

  @Test
  void printsTheEnvironmentsProxy_byNameWhereItHasAPassword() throws Exception {
    assertEquals("http://up:1", proxyWith("HTTPS_PROXY", "up:1", "X", "x").written());
    ProxyConfig secret = proxyWith("HTTPS_PROXY", "http://u:canary@up:1", "X", "x");
    assertEquals("${HTTPS_PROXY}", secret.written());
    assertFalse(secret.toString().contains("canary"), secret.toString());
  }

  @Test
  void refusesAnEnvironmentThatCannotBeUsed_withoutItsValue() {
    folder.with("HTTPS_PROXY", "socks5://u:canary@h:1");
    assertEquals(
        List.of(
            "sluice.yaml:1: proxy: environment variable HTTPS_PROXY must be http://host:port;"
                + " correct it, or set proxy: direct"),
        folder.problems(TARGET));
  }

  @Test
  void doesNotMindTheEnvironment_whereNothingGoesOverTheNetwork() throws Exception {
    folder.with("HTTPS_PROXY", "socks5://h:1");
    assertEquals(ProxyConfig.NONE, folder.load("folders: [{path: /a}]\n").network().proxy());
    assertEquals(Optional.empty(), proxy("proxy: direct\n").server());
  }

  private ProxyConfig proxyWith(String name, String value, String name2, String value2)
      throws ConfigException {
    ConfigFolder other =
        new ConfigFolder(dir).with("KEY", "k").with(name, value).with(name2, value2);
    return other.load(TARGET).network().proxy();
  }

  private ProxyConfig proxy(String yaml) throws ConfigException {
    return folder.load(yaml + TARGET).network().proxy();
  }

  private static ProxyConfig.Login login(SluiceConfig config) {
    return config.network().proxy().server().orElseThrow().login().orElseThrow();
  }

  private static Optional<ProxyConfig.Server> server(String host, int port) {
    return Optional.of(new ProxyConfig.Server(host, port, Optional.empty()));
  }
}
