package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Calls to a ledger that a process makes until it is made to die: each works on what the ones
 * before it left.
 */
final class CrashScript {
  static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  static final FolderKey KEY = new FolderKey(Path.of("/srv/inbox"), "target", "cats");
  static final int CALLS = 10;
  static final int BATCH = 200;

  private CrashScript() {}

  /**
   * Runs in a process of its own: {@code ledger-file calls} dies after that many calls, {@code
   * ledger-file} records batch after batch, with a line for each that was recorded, until it is
   * killed.
   */
  public static void main(String[] arguments) {
    OptionalInt calls =
        arguments.length > 1 ? OptionalInt.of(Integer.parseInt(arguments[1])) : OptionalInt.empty();
    Ledger ledger = SqliteLedger.open(Path.of(arguments[0]), NOW);
    if (calls.isPresent()) {
      for (int call = 0; call < calls.getAsInt(); call++) {
        call(ledger, call);
      }
      Runtime.getRuntime().halt(7);
    }
    recordForEver(ledger, System.out);
  }

  static void call(Ledger ledger, int number) {
    long folder = ledger.openFolder(KEY);
    switch (number) {
      case 0 -> ledger.bindScope(folder, "scope", NOW);
      case 1 -> ledger.record(folder, batch(0), NOW);
      case 2 -> ledger.plan(folder, List.of(claim("0/1"), claim("0/2"), claim("0/3")), NOW);
      case 3 -> advance(ledger, ItemChange.Reserving::new);
      case 4 -> advance(ledger, CrashScript::sending);
      case 5 -> advance(ledger, item -> new ItemChange.Committed(item, "job"));
      case 6 -> advance(ledger, CrashScript::uploaded);
      case 7 -> ledger.record(folder, List.of(new FileChange.Vanished(path("0/1"))), NOW);
      case 8 -> ledger.plan(folder, List.of(claim("0/9")), NOW);
      case 9 -> ledger.claim(folder, Lane.LIVE, 10, Long.MAX_VALUE, NOW);
      default -> throw new IllegalArgumentException("no such call: " + number);
    }
  }

  private static void recordForEver(Ledger ledger, PrintStream out) {
    long folder = ledger.openFolder(KEY);
    for (int batch = 0; ; batch++) {
      ledger.record(folder, batch(batch), NOW);
      out.println(batch);
      out.flush();
    }
  }

  private interface Step {
    ItemChange of(long itemId);
  }

  private static void advance(Ledger ledger, Step step) {
    // Items are 1 to 3 in this script; leases end with each process, so none is claimed here.
    ledger.advance(List.of(step.of(1), step.of(2)), NOW);
  }

  private static ItemChange sending(long item) {
    return new ItemChange.Sending(item, "0", new ContentDigest("0".repeat(64)));
  }

  private static ItemChange uploaded(long item) {
    return new ItemChange.Finished(
        item, ItemState.UPLOADED, "", "r", "n", 200, 1, Optional.empty());
  }

  private static NameClaim claim(String path) {
    return new NameClaim(
        path(path), stamp(), new RemoteName("scope", "/", path.substring(2)), Lane.LIVE);
  }

  static List<FileChange> batch(int number) {
    List<FileChange> changes = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      changes.add(
          new FileChange.Observed(
              path(number + "/" + i), stamp(), EntryState.READY, "", Lane.LIVE, Optional.empty()));
    }
    return changes;
  }

  static RelativePath path(String text) {
    return new RelativePath(text);
  }

  private static FileStamp stamp() {
    return new FileStamp(3, NOW, NOW, "");
  }
}
