package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.Checkup.Cause;
import io.sluice.app.Checkup.Status;
import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.http.ServerCertificate;
import io.sluice.http.SmallProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Against real directories and a real dataset server, which stands for a platform too. */
@Execution(ExecutionMode.CONCURRENT)
final class CheckupRoundTest {
  private static final String KEY_OF_NOBODY = "pk_live_canaryCanaryCanaryCanaryCanaryCanary0000000";

  @TempDir private Path directory;

  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(directory.resolve("scans/stop/deep"));
  }

  @Test
  void findsAllInOrder_andChangesNothing() throws Exception {
    List<Checkup> found = round("folders: [{path: scans}]\n");
    assertEquals(List.of(), failures(found));
    assertEquals(
        "3 directories to watch, " + InotifyLimits.ofSystem().watches().orElseThrow() + " allowed",
        only(found, "watch limits").detail());
    assertFalse(Files.exists(directory.resolve("state")));
    try (var left = Files.list(directory)) {
      assertEquals(
          List.of("scans", "sluice.yaml"),
          left.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void failsForAFolder_thatIsNotThereOrIsAFile() throws Exception {
    Files.createFile(directory.resolve("file"));
    List<Checkup> found = round("folders: [{path: gone}, {path: file}]\n");
    assertEquals(
        List.of("folder gone", "folder file"),
        failures(found).stream().map(Checkup::subject).toList());
    assertTrue(failures(found).get(0).detail().endsWith("gone does not exist"));
  }

  @Test
  void failsForAStateDirectory_thatIsAFile() throws Exception {
    Files.createFile(directory.resolve("state"));
    Checkup state = only(round("folders: [{path: scans}]\n"), "state directory");
    assertEquals(Status.FAIL, state.status());
    assertEquals(Cause.SETUP, state.cause());
  }

  @Test
  void takesTheKeyOfARunningServer_andMakesNoDataset() throws Exception {
    try (StandaloneServer running =
        StandaloneServer.start(directory.resolve("sets"), 0, directory)) {
      String yaml = platform(running.server().port(), "sets/api-key", "true");
      assertEquals("is not there yet; it will be created", dataset(round(yaml)).detail());
      Checkup again = dataset(round(yaml));
      assertEquals("is not there yet; it will be created", again.detail());
      assertEquals(Status.OK, only(round(yaml), "target p").status());
    }
  }

  @Test
  void refusesAMissingDataset_thatMayNotBeCreated() throws Exception {
    try (StandaloneServer running =
        StandaloneServer.start(directory.resolve("sets"), 0, directory)) {
      Checkup dataset = dataset(round(platform(running.server().port(), "sets/api-key", "false")));
      assertEquals(Status.FAIL, dataset.status());
      assertEquals(Cause.REFUSED, dataset.cause());
    }
  }

  @Test
  void saysRefused_whenTheKeyIsNotTaken_andShowsNoKey() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), KEY_OF_NOBODY + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    try (StandaloneServer running =
        StandaloneServer.start(directory.resolve("sets"), 0, directory)) {
      List<Checkup> found = round(platform(running.server().port(), "key", "true"));
      Checkup target = only(found, "target p");
      assertEquals(Status.FAIL, target.status());
      assertEquals(Cause.REFUSED, target.cause());
      assertFalse(found.toString().contains(KEY_OF_NOBODY), found.toString());
      assertFalse(found.toString().contains(running.server().apiKey()), found.toString());
    }
  }

  @Test
  void saysUnreachable_whenNothingListens() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), KEY_OF_NOBODY + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Checkup target = only(round(platform(1, "key", "true")), "target p");
    assertEquals(Status.FAIL, target.status());
    assertEquals(Cause.UNREACHABLE, target.cause());
  }

  @Test
  void saysWhichProxyATargetIsReachedThrough_withoutItsPassword() throws Exception {
    Files.setPosixFilePermissions(
        Files.writeString(directory.resolve("key"), KEY_OF_NOBODY + "\n"),
        PosixFilePermissions.fromString("rw-------"));
    int port;
    try (SmallProxy proxy = new SmallProxy(1).refusing("502 Bad Gateway")) {
      port = proxy.port();
      variables.put("HTTPS_PROXY", "http://u:canary@127.0.0.1:" + port);
      variables.put("NO_PROXY", "b.example.test");
      List<Checkup> found =
          round(
              """
              targets:
                a: {type: pictograph, url: 'https://a.example.test', api-key-file: key}
                b: {type: pictograph, url: 'https://b.example.test', api-key-file: key}
                c: {type: pictograph, url: 'http://127.0.0.1:1', api-key-file: key}
              """);
      assertEquals(
          "http://127.0.0.1:" + port + ", of $HTTPS_PROXY",
          only(found, "proxy of target a").detail());
      String direct = "none: the host is an exception (loopback, or $NO_PROXY)";
      assertEquals(direct, only(found, "proxy of target b").detail());
      assertEquals(direct, only(found, "proxy of target c").detail());
      assertEquals(
          "the proxy http://127.0.0.1:" + port + " does not connect to a.example.test (HTTP 502)",
          only(found, "target a").detail());
      assertFalse(found.toString().contains("canary"), found.toString());
      assertEquals(1, proxy.heads().size());
    }
  }

  @Test
  void trustsWhatCaFileHolds_andSaysWhatItIs() throws Exception {
    ServerCertificate good = ServerCertificate.of(directory, "IP:127.0.0.1");
    ServerCertificate old = ServerCertificate.expired(directory, "IP:127.0.0.1");
    Files.writeString(directory.resolve("good.pem"), good.pem());
    Files.writeString(directory.resolve("both.pem"), good.pem() + old.pem());
    Files.setPosixFilePermissions(
        Files.writeString(directory.resolve("key"), KEY_OF_NOBODY + "\n"),
        PosixFilePermissions.fromString("rw-------"));
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(good.context().getSocketFactory());
      server.start(InetAddress.getLoopbackAddress(), 0);
      server.enqueue(
          new MockResponse.Builder().body("{\"organization\":{\"name\":\"x\"}}").build());
      String targets =
          "targets: {p: {type: pictograph, api-key-file: key, url: 'https://127.0.0.1:"
              + server.getPort()
              + "'}}\n";
      Checkup strict = only(round(targets), "target p");
      assertEquals(Cause.UNREACHABLE, strict.cause());
      assertTrue(strict.toString().contains("with ca-file"), strict.toString());
      assertEquals(0, server.getRequestCount());
      List<Checkup> found = round("ca-file: good.pem\n" + targets);
      assertEquals(Status.OK, only(found, "target p").status(), found.toString());
      Checkup authorities = only(found, "ca-file");
      assertTrue(
          authorities
              .detail()
              .startsWith("1 certificate besides the system's: CN=server of a test until 20"),
          authorities.detail());
    }
    assertEquals(Status.WARN, only(round("ca-file: both.pem\n"), "ca-file").status());
  }

  @Test
  void tellsARunningSluice_fromAStrangerOnThePort() throws Exception {
    try (StandaloneServer running =
        StandaloneServer.start(directory.resolve("sets"), 0, directory)) {
      Checkup own = only(round(embedded(running.server().port())), "target e");
      assertEquals(Status.OK, own.status(), own.toString());
      assertEquals(Status.WARN, only(round(embedded(0)), "target e").status());
    }
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Checkup taken = only(round(embedded(stranger.getLocalPort())), "target e");
      assertEquals(Status.FAIL, taken.status());
      assertEquals(
          "stop what uses that port, or choose another (0 picks a free one)", taken.advice());
    }
  }

  @Test
  void warnsOfLimits_aboveFourFifths() {
    InotifyLimits limits = limits(1000, 128, 16_384);
    DirectoryCount many = new DirectoryCount(801, true);
    assertEquals(Status.OK, WatchCheckup.watches(new DirectoryCount(800, true), limits).status());
    assertEquals(Status.WARN, WatchCheckup.watches(many, limits).status());
    assertTrue(
        WatchCheckup.watches(many, limits)
            .advice()
            .equals(
                "run: sysctl -w fs.inotify.max_user_watches=524288 ; to keep it: echo"
                    + " fs.inotify.max_user_watches=524288 >> /etc/sysctl.d/60-sluice.conf"));
    assertEquals(
        Status.WARN, WatchCheckup.watches(new DirectoryCount(1000, true), limits).status());
    assertEquals(
        Status.FAIL, WatchCheckup.watches(new DirectoryCount(1001, true), limits).status());
    assertTrue(
        WatchCheckup.watches(new DirectoryCount(200_000, false), limits)
            .detail()
            .startsWith("at least 200000 "));
  }

  private static InotifyLimits limits(long watches, long instances, long events) {
    return new InotifyLimits(
        OptionalLong.of(watches), OptionalLong.of(instances), OptionalLong.of(events));
  }

  @Test
  void warnsOfFewInstancesAndAShortQueue() {
    InotifyLimits limits = limits(1000, 10, 16_383);
    assertEquals(Optional.empty(), WatchCheckup.instances(8, limits));
    assertEquals(Status.WARN, WatchCheckup.instances(9, limits).orElseThrow().status());
    Checkup over = WatchCheckup.instances(11, limits).orElseThrow();
    assertEquals(Status.FAIL, over.status());
    assertTrue(over.advice().contains("sysctl -w fs.inotify.max_user_instances=1024 "));
    Checkup events = WatchCheckup.events(limits).orElseThrow();
    assertTrue(events.advice().contains("sysctl -w fs.inotify.max_queued_events=16384 "));
    assertEquals(Optional.empty(), WatchCheckup.events(limits(1000, 10, 16_384)));
  }

  @Test
  void countsFilesThatWouldHaveOneName_andSaysWhatKeepsThemApart() throws Exception {
    for (String file : List.of("scans/a/1/x.png", "scans/a/2/x.png", "scans/a/x.png")) {
      Files.createDirectories(directory.resolve(file).getParent());
      Files.writeString(directory.resolve(file), "x");
    }
    Files.writeString(directory.resolve("scans/b.png"), "x");
    Checkup names = only(round("folders: [{path: scans}]\n"), "names of folder scans");
    assertEquals(Status.WARN, names.status());
    assertTrue(
        names.detail().startsWith("2 of 4 files would have the name of another one: "),
        names.detail());
    assertTrue(names.detail().contains("(/a/x.png)"), names.detail());
    assertTrue(names.advice().contains("preserve-folders: true"), names.advice());

    String apart = "folders: [{path: scans, organize-by-class: false, preserve-folders: true}]\n";
    assertEquals(
        "4 files, each with a name of its own",
        only(round(apart), "names of folder scans").detail());
  }

  @Test
  void comparesTheClockWithTheServers() throws Exception {
    assertEquals(Status.OK, ClockCheckup.comparedWith("p", Duration.ofMinutes(-1)).status());
    Checkup behind = ClockCheckup.comparedWith("p", Duration.ofSeconds(-61));
    assertEquals(Status.WARN, behind.status());
    assertEquals("this machine is 61 s behind the server", behind.detail());
    assertEquals(Status.WARN, ClockCheckup.comparedWith("p", Duration.ofSeconds(61)).status());
    try (StandaloneServer running =
        StandaloneServer.start(directory.resolve("sets"), 0, directory)) {
      List<Checkup> found = round(platform(running.server().port(), "sets/api-key", "true"));
      assertEquals(Status.OK, only(found, "clock and target p").status());
    }
  }

  @Test
  void judgesFreeSpace_atItsBounds() {
    assertEquals(Status.OK, disk(1_000_000_000));
    assertEquals(Status.WARN, disk(999_999_999));
    assertEquals(Status.WARN, disk(100_000_000));
    assertEquals(Status.FAIL, disk(99_999_999));
    assertEquals(Status.OK, disk(-1));
  }

  @Test
  void warnsOfAClock_thatWasNeverSet() {
    assertEquals(Status.WARN, clock("1970-01-01T00:00:10Z"));
    assertEquals(Status.OK, clock("2024-01-01T00:00:00Z"));
  }

  private Status disk(long bytes) {
    return DiskCheckup.judge("disk", directory, bytes).status();
  }

  private static Status clock(String now) {
    return ClockCheckup.of(Clock.fixed(Instant.parse(now), ZoneOffset.UTC)).status();
  }

  private static String platform(int port, String keyFile, String create) {
    return "targets: {p: {type: pictograph, url: 'http://127.0.0.1:"
        + port
        + "', api-key-file: "
        + keyFile
        + "}}\nfolders: [{path: scans, target: p, create-if-missing: "
        + create
        + "}]\n";
  }

  private static String embedded(int port) {
    return "targets: {e: {type: embedded, data-dir: sets, port: " + port + "}}\n";
  }

  private List<Checkup> round(String yaml)
      throws IOException, ConfigException, InterruptedException {
    Path file = Files.writeString(directory.resolve("sluice.yaml"), yaml);
    variables.put("STATE_DIRECTORY", directory.resolve("state").toString());
    Environment environment = new Environment(variables, directory, directory);
    SluiceConfig config = ConfigLoader.load(file, environment);
    List<Checkup> found = new ArrayList<>();
    new CheckupRound(config, Clock.systemUTC(), found::add).run();
    return found;
  }

  private static List<Checkup> failures(List<Checkup> found) {
    return found.stream().filter(checkup -> checkup.status() == Status.FAIL).toList();
  }

  private static Checkup dataset(List<Checkup> found) {
    return only(found, "dataset scans of target p");
  }

  private static Checkup only(List<Checkup> found, String subject) {
    List<Checkup> matching = found.stream().filter(c -> c.subject().equals(subject)).toList();
    assertEquals(1, matching.size(), subject + " in " + found);
    return matching.get(0);
  }
}
