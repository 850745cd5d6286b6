package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.target.darwin.DarwinStep;
import io.sluice.target.darwin.FakeDarwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A hot folder that feeds a small Darwin. */
final class DarwinSite implements AutoCloseable {
  private final Site site;
  private final FakeDarwin server = new FakeDarwin();

  /**
   * @param root an empty directory
   */
  DarwinSite(Path root, String... settings) throws IOException {
    site = new Site(Files.createDirectories(root));
    Path key = Files.writeString(root.resolve("key"), FakeDarwin.KEY + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    List<String> lines = new ArrayList<>(List.of(settings));
    if (lines.stream().noneMatch(line -> line.startsWith("requests-per-second"))) {
      lines.add("requests-per-second: 1000");
    }
    site.darwin(server.url().toString(), key, lines.toArray(String[]::new));
  }

  Site site() {
    return site;
  }

  FakeDarwin server() {
    return server;
  }

  /** Starts a sync that halts at a failpoint. */
  SluiceProcess startTo(String point) throws IOException {
    return site.startWith(List.of("-Xmx256m", "-Dsluice.failpoint=" + point), "sync", "--json");
  }

  /** Every file of the inbox is in the dataset once: one slot, its bytes, one confirmation. */
  void assertAllConfirmedOnce() throws IOException {
    NavigableMap<String, String> expected = new TreeMap<>();
    for (Map.Entry<String, String> file : site.localDigests().entrySet()) {
      expected.put(file.getKey(), "0 CONFIRMED " + file.getValue() + " 1");
    }
    NavigableMap<String, String> there = there();
    NavigableMap<String, String> missing = new TreeMap<>(expected);
    missing.entrySet().removeAll(there.entrySet());
    NavigableMap<String, String> odd = new TreeMap<>(there);
    odd.entrySet().removeAll(expected.entrySet());
    assertEquals("{} {}", missing + " " + odd);
    assertEquals(List.of(), server.problems());
  }

  /** What the dataset has, by path: slot, how far it is, hash and confirmations. */
  NavigableMap<String, String> there() {
    NavigableMap<String, String> there = new TreeMap<>();
    for (String line : server.items()) {
      String[] sides = line.split(" ", 2);
      there.put(sides[0], sides[1]);
    }
    return there;
  }

  /** How many requests of that step there were. */
  long count(DarwinStep step) {
    return server.count(step);
  }

  /** The states of the ledger's items; all of them are at their end. */
  void assertLedgerIsDone() throws Exception {
    try (LedgerFile ledger = new LedgerFile(site.ledger())) {
      assertEquals(List.of(), ledger.unfinished());
      assertEquals(List.of(), ledger.faults());
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
