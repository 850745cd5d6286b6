package io.sluice.faultserver;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The oracle: compares the folder, the ledger, what was reported and what the server knows, after a
 * run. Lists all that is wrong.
 */
final class Invariants {
  private static final Set<String> ENDS =
      Set.of("UPLOADED", "SKIPPED", "CONFLICT", "FAILED", "INCOMPLETE");

  private final FaultSite site;
  private final FaultServer server;
  private final SourceTree before;
  private final List<String> violations = new ArrayList<>();

  private Invariants(FaultSite site, FaultServer server, SourceTree before) {
    this.site = site;
    this.server = server;
    this.before = before;
  }

  /**
   * Everything that is wrong.
   *
   * @param before the folder before the first run
   * @param end what the last run said of itself
   */
  static List<String> violations(FaultSite site, FaultServer server, SourceTree before, SyncEnd end)
      throws IOException, SQLException {
    List<String> violations = violations(site, server, before);
    Invariants said = new Invariants(site, server, before);
    said.report(LedgerState.read(site.ledger()), end);
    violations.addAll(said.violations);
    violations.addAll(Secrets.within("the report", end.toString()));
    return violations;
  }

  /** As the other, for a daemon, which makes no report of its end. */
  static List<String> violations(FaultSite site, FaultServer server, SourceTree before)
      throws IOException, SQLException {
    server.awaitQuiet();
    Invariants invariants = new Invariants(site, server, before);
    LedgerState ledger = LedgerState.read(site.ledger());
    invariants.source();
    invariants.ledger(ledger);
    invariants.remote(ledger);
    invariants.requests();
    invariants.secrets();
    invariants.violations.addAll(QuietLog.violations(site.logs()));
    return invariants.violations;
  }

  /** As {@link #violations}, and that every file is uploaded. */
  static void assertAllUploaded(FaultSite site, FaultServer server, SourceTree before, SyncEnd end)
      throws IOException, SQLException {
    assertAllUploaded(site, violations(site, server, before, end));
  }

  /** That there are no {@code violations}, and that every file is uploaded. */
  static void assertAllUploaded(FaultSite site, List<String> violations)
      throws IOException, SQLException {
    List<String> all = new ArrayList<>(violations);
    for (LedgerState.Row row : LedgerState.read(site.ledger()).rows()) {
      if (!row.state().equals("UPLOADED")) {
        all.add("not uploaded: " + row);
      }
    }
    assertNone(all, site);
  }

  static void assertNone(List<String> violations, FaultSite site) throws IOException {
    if (!violations.isEmpty()) {
      String journal = java.nio.file.Files.readString(site.journal());
      int from = Math.max(0, journal.length() - 6_000);
      throw new AssertionError(
          violations.size()
              + " violations:\n"
              + violations.stream().limit(50).collect(Collectors.joining("\n"))
              + "\nend of the journal:\n"
              + journal.substring(from));
    }
  }

  /** I11: the folder is as it was. */
  private void source() throws IOException {
    if (!SourceTree.of(site.inbox()).equals(before)) {
      violations.add("I11 the folder was changed");
    }
  }

  /** I3, I4, I7: one state for each file, with a reason where it is not uploaded. */
  private void ledger(LedgerState ledger) {
    check(ledger.integrity().equals("ok"), "I7 integrity_check: " + ledger.integrity());
    Set<String> seen = new HashSet<>();
    for (LedgerState.Row row : ledger.rows()) {
      check(seen.add(row.path()), "I3 twice in the ledger: " + row.path());
      check(before.files().containsKey(row.path()), "I3 no such file: " + row);
      check(row.isPending() || ENDS.contains(row.state()), "I3 in no state: " + row);
      boolean explained = row.state().equals("UPLOADED") || !row.reason().isEmpty();
      check(explained || row.isPending(), "I4 without a reason: " + row);
      boolean theirs = server.store().others().contains(row.path());
      check(
          theirs || !row.state().equals("SKIPPED"),
          "I4 wrongly skipped: " + row + story(row.path()));
    }
    for (String path : before.files().keySet()) {
      check(seen.contains(path), "I3 not in the ledger: " + path);
    }
  }

  /** What the server was asked about a file. */
  private String story(String path) {
    return server.journal().entries().stream()
        .filter(entry -> entry.paths().contains(path))
        .map(e -> "\n    " + e.step() + " " + e.fault() + " " + e.status() + " " + e.committed())
        .collect(Collectors.joining());
  }

  /** I1, I2: what counts at the server is one record for each file, whole, under its own name. */
  private void remote(LedgerState ledger) {
    Map<String, List<Store.Image>> images = new TreeMap<>();
    server
        .store()
        .images()
        .forEach(image -> images.computeIfAbsent(image.path(), p -> new ArrayList<>()).add(image));
    Map<String, String> states =
        ledger.rows().stream()
            .collect(Collectors.toMap(LedgerState.Row::path, LedgerState.Row::state, (a, b) -> a));
    images.forEach(
        (path, records) -> {
          check(records.size() == 1, "I1 " + records.size() + " records of " + path);
          SourceTree.Entry file = before.files().get(path);
          check(file != null, "I1 a record of no file: " + path);
          boolean whole = file != null && file.sha256().equals(records.get(0).sha256());
          boolean known =
              server.store().spoiled().contains(path)
                  || (server.store().others().contains(path)
                      && "CONFLICT".equals(states.get(path)));
          check(whole || known, "I2 other bytes than the file's: " + path);
        });
    states.forEach(
        (path, state) ->
            check(
                !state.equals("UPLOADED") || images.containsKey(path),
                "I1 called uploaded, and not there: " + path));
  }

  /** I4, I8: the counts add up, agree with the ledger, and the exit code says the same. */
  private void report(LedgerState ledger, SyncEnd end) {
    long undone =
        ledger.rows().stream()
            .filter(row -> !List.of("UPLOADED", "SKIPPED", "VANISHED").contains(row.state()))
            .count();
    long listed = end.undone().stream().filter(line -> !line.startsWith("target ")).count();
    check(listed == undone, "I4 " + listed + " failures listed, " + undone + " in the ledger");
    check(end.seen() == end.uploaded() + end.skipped() + listed, "I4 counts do not add up: " + end);
    check(end.seen() == before.files().size(), "I4 not all files were counted: " + end);
    check(Set.of(0, 4, 5, 75).contains(end.code()), "I8 exit code " + end.code());
    check((end.code() == 0) == (undone == 0), "I8 exit code " + end.code() + " with " + undone);
  }

  /** I10: polite; and no request that nobody asked for, no key to the storage. */
  private void requests() {
    List<Journal.Entry> entries = server.journal().entries();
    Politeness politeness = new Politeness(entries);
    violations.addAll(politeness.tooFast(site.requestsPerSecond()));
    violations.addAll(politeness.tooMany(FaultSite.WORKERS));
    int others = Math.min(FaultSite.WORKERS, before.files().size()) - 1;
    violations.addAll(politeness.impatient(site.runsBegunNanos(), others));
    for (Journal.Entry entry : entries) {
      check(entry.step() != Step.STRAY, "a request for what nobody named: " + entry);
      check(
          entry.keyed() == (entry.step() != Step.TRANSFER),
          "the key is told to the storage, or not to the platform: " + entry);
    }
  }

  private void secrets() throws IOException {
    violations.addAll(Secrets.below(site.state()));
    violations.addAll(Secrets.below(site.logs()));
  }

  private void check(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }
}
