package io.sluice.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must hold when everything has been said and done, however often it was interrupted. */
final class CrashChecks {
  private final CrashScene scene;
  private final List<String> faults = new ArrayList<>();

  CrashChecks(CrashScene scene) {
    this.scene = scene;
  }

  /** Everything that is wrong; empty when nothing is. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void same(String what, Object wanted, Object found) {
    if (!Objects.equals(wanted, found)) {
      faults.add(what + ": wanted " + wanted + ", found " + found);
    }
  }

  /** Of the ordinary scene, after its last sync. */
  CrashChecks ofSync(Synced last) throws Exception {
    NavigableMap<String, String> states = statesOfSync();
    same("exit code", 4, last.code());
    same("failures", Set.of("half.png", "taken.png"), last.failures().keySet());
    same("attempted", (long) scene.site().localDigests().size(), last.number("images_attempted"));
    sum(last);
    NavigableMap<String, String> wanted = scene.site().localDigests();
    wanted.remove("/half.png");
    wanted.put("/taken.png", Site.sha256(CrashScene.OTHERS));
    wanted.put("/old/gone.png", Site.sha256(ImageFiles.png("old/gone.png")));
    return dataset(wanted).ledger(states).leftovers();
  }

  /** When everything could be uploaded in the end. */
  CrashChecks ofMended(Synced last) throws Exception {
    NavigableMap<String, String> states = statesOfSync();
    states.put("half.png", "UPLOADED");
    states.put("taken.png", "UPLOADED");
    same("exit code", 0, last.code());
    same("failures", Set.of(), last.failures().keySet());
    sum(last);
    NavigableMap<String, String> wanted = scene.site().localDigests();
    wanted.put("/old/gone.png", Site.sha256(ImageFiles.png("old/gone.png")));
    return dataset(wanted).ledger(states).leftovers();
  }

  private static NavigableMap<String, String> statesOfSync() {
    NavigableMap<String, String> states = new TreeMap<>();
    for (String name :
        List.of("a/1.png", "a/2.png", "a/large.png", "b/1.png", "b/2.png", "b/changing.png")) {
      states.put(name, "UPLOADED");
    }
    for (String name : List.of("5.png", "old/kept.png", "old/touched.png", "old/gone.png")) {
      states.put(name, "UPLOADED");
    }
    states.put("there.png", "SKIPPED");
    states.put("taken.png", "CONFLICT");
    states.put("half.png", "INCOMPLETE");
    states.put("left.png", "VANISHED");
    return states;
  }

  private void sum(Synced last) {
    long ended = last.number("images_uploaded") + last.number("images_skipped");
    same("sum", last.number("images_attempted"), ended + last.failures().size());
  }

  private CrashChecks dataset(NavigableMap<String, String> wanted) throws Exception {
    same("dataset", wanted, scene.client().digests(Site.DATASET));
    try (Stream<Path> files = Files.walk(scene.site().data().resolve("blobs"))) {
      for (Path blob : files.filter(Files::isRegularFile).toList()) {
        same("blob", blob.getFileName().toString(), Site.sha256(Files.readAllBytes(blob)));
      }
    }
    return this;
  }

  private CrashChecks ledger(NavigableMap<String, String> states) throws Exception {
    try (LedgerFile ledger = new LedgerFile(scene.site().ledger())) {
      same("integrity", List.of(), ledger.faults());
      NavigableMap<String, String> found = ledger.states();
      // Whether the same content was there before our own lost answer cannot be told any more.
      found.computeIfPresent("there.png", (path, s) -> s.equals("UPLOADED") ? "SKIPPED" : s);
      same("states", states, found);
      same("kept counts", List.of(), ledger.countsThatDiffer());
      same("unfinished", List.of(), ledger.unfinished());
    }
    try (LedgerFile server = new LedgerFile(scene.site().data().resolve("server.db"))) {
      same("integrity of the server", List.of(), server.faults());
    }
    return this;
  }

  private CrashChecks leftovers() throws IOException {
    scene.inboxFault().ifPresent(faults::add);
    same("left in the state directory", List.of(), StateFiles.leftIn(scene.site().state()));
    return this;
  }

  /**
   * Nothing was sent again that the dataset had.
   *
   * @param had the SHA-256 of what it had when a process died
   * @param sentBefore how many bodies had arrived at its storage then
   */
  CrashChecks sentOnce(Set<String> had, int sentBefore) {
    List<String> stored = scene.front().stored();
    Set<String> again = new HashSet<>(stored.subList(sentBefore, stored.size()));
    again.retainAll(had);
    same("sent again though the dataset had it", Set.of(), again);
    return this;
  }
}
