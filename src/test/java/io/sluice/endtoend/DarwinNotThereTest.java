package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.darwin.DarwinFault;
import io.sluice.target.darwin.DarwinStep;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A dataset that Darwin lists, and whose items it does not know: one-shot commands come to an end.
 */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinNotThereTest {
  private static final Set<DarwinStep> ABOUT_ITEMS =
      EnumSet.of(DarwinStep.LIST, DarwinStep.REGISTER);

  @TempDir private Path directory;

  private CommandHere.Ended sync(DarwinSite darwin) throws Exception {
    return CommandHere.run(directory, "sync", "-q", "-c", darwin.site().configuration().toString());
  }

  private CommandHere.Ended push(DarwinSite darwin) throws Exception {
    return CommandHere.run(
        directory,
        "push",
        darwin.site().inbox().toString(),
        "-q",
        "--target",
        "store",
        "--dataset",
        Site.DATASET,
        "-c",
        darwin.site().configuration().toString());
  }

  @Test
  void aTeamThatIsNotTheKeys_isRefused_beforeAnythingIsAskedOfIt() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory, "team: other")) {
      darwin.site().writeMany(2);
      for (CommandHere.Ended ended : new CommandHere.Ended[] {sync(darwin), push(darwin)}) {
        assertEquals(5, ended.code(), ended::out);
        assertTrue(ended.out().contains("belongs to the team acme"), ended::out);
        assertTrue(ended.out().contains("the configuration says other"), ended::out);
      }
      assertEquals(0, darwin.count(DarwinStep.LIST));
      assertEquals(0, darwin.count(DarwinStep.REGISTER));
    }
  }

  @Test
  void itemsThatAreNeverThere_endTheRun_whichSaysSo() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory)) {
      darwin
          .server()
          .chance(
              step ->
                  ABOUT_ITEMS.contains(step)
                      ? Optional.of(DarwinFault.status(404))
                      : Optional.empty());
      darwin.site().writeMany(2);
      for (CommandHere.Ended ended : new CommandHere.Ended[] {sync(darwin), push(darwin)}) {
        assertEquals(5, ended.code(), ended::out);
        assertTrue(ended.out().contains("none of its items can be reached"), ended::out);
        assertTrue(ended.out().contains("2 pending"), ended::out);
      }
      // A run that has been told may not know it of the next one.
      darwin.server().chance(step -> Optional.empty());
      assertEquals(0, sync(darwin).code());
      darwin.assertAllConfirmedOnce();
    }
  }
}
