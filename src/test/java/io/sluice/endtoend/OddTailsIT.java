package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.image.OddTails;
import io.sluice.image.OddTails.OddTail;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whole files with odd ends are sent, and none of their cut copies is. */
@Execution(ExecutionMode.CONCURRENT)
final class OddTailsIT {
  private static final int CUTS = 10;

  @TempDir private Path directory;

  @Test
  void sendsAll_whenWhole() throws Exception {
    Site site = new Site(directory);
    List<OddTail> tails = OddTails.all();
    for (OddTail tail : tails) {
      site.write("odd/" + tail.name(), tail.bytes());
    }
    site.sync(0).counts(tails.size(), tails.size(), 0);
    assertEquals(site.localDigests(), site.storedDigests());
  }

  @Test
  void sendsNone_whenCut() throws Exception {
    Site site = new Site(directory).folder("settle: { quiet-period: 300ms, max-wait: 1s }");
    int files = 0;
    for (OddTail tail : OddTails.all()) {
      for (byte[] cut : tail.cuts(CUTS)) {
        site.write("cut/" + files++ + "-" + tail.name(), cut);
      }
    }
    Synced synced = site.sync(4);
    synced.counts(files, 0, 0);
    Map<String, String> others = new TreeMap<>(synced.failures());
    others.values().removeIf(state -> state.startsWith("incomplete "));
    assertTrue(others.isEmpty(), others::toString);
    assertEquals(files, synced.failures().size());
  }
}
