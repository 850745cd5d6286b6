package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.file.RelativePath;
import io.sluice.target.darwin.DarwinFault;
import io.sluice.target.darwin.DarwinItems;
import io.sluice.target.darwin.DarwinState;
import io.sluice.target.darwin.DarwinStep;
import io.sluice.target.darwin.FakeDarwin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories that become items of several files, and are begun more than once. */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinUnitsAnewTest {
  @TempDir private Path directory;
  private FakeDarwin server;
  private Path in;

  @BeforeEach
  void prepare() throws Exception {
    server = new FakeDarwin();
    in = Files.createDirectories(directory.resolve("in"));
    Path key = Files.writeString(directory.resolve("key"), FakeDarwin.KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  private void configure(String mode) throws IOException {
    Files.writeString(
        directory.resolve("sluice.yaml"),
        """
        state-dir: %s
        targets:
          labelling: { type: darwin, url: "%s", api-key-file: %s }
        folders:
          - path: %s
            dataset: rigs
            unit: directory
            item-merge-mode: %s
            settle: { quiet-period: 200ms }
        """
            .formatted(
                directory.resolve("state"), server.url(), directory.resolve("key"), in, mode));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"slots, 0", "channels, b.png"})
  void aFileThatGoesAfterTheRegistration_leavesItsSlotToNoOther(String mode, String slot)
      throws Exception {
    configure(mode);
    image("rig/a.png");
    image("rig/b.png");
    server.meanwhile(
        step -> {
          if (step == DarwinStep.PUT) {
            delete("rig/a.png");
          }
        });

    CommandHere.Ended ended = command(4, "sync");
    assertTrue(ended.out().contains("delete the item at the platform"), ended::out);
    assertTrue(ended.out().contains("\"images_uploaded\":0"), ended::out);
    assertEquals(Set.of(), DarwinItems.slots(server));
    assertEquals(List.of("rig"), DarwinItems.registered(server));

    command(4, "retry");
    CommandHere.Ended compared = command(4, "verify");
    assertTrue(compared.out().contains("\"not_uploaded_total\":1"), compared::toString);
    DarwinItems.delete(server, "/rig");
    command(0, "retry");
    assertEquals(Set.of("/rig " + slot + " b.png"), DarwinItems.slots(server));
    assertEquals(
        Site.sha256(ImageFiles.png("rig/b.png")), DarwinItems.digest(server, "/rig", slot));
  }

  @Test
  void aSlotThatIsConfirmedOnceAndForAll_doesNotHoldUpTheOthers() throws Exception {
    configure("slots");
    server.with(DarwinState::confirmOnce);
    image("rig/1.png");
    image("rig/2.png");
    AtomicInteger confirmations = new AtomicInteger();
    server.chance(
        step ->
            step == DarwinStep.CONFIRM && confirmations.incrementAndGet() == 2
                ? Optional.of(DarwinFault.status(500))
                : Optional.empty());

    CommandHere.Ended ended = command(0, "sync");
    assertTrue(ended.out().contains("\"images_uploaded\":2"), ended::out);
    assertEquals(Set.of("/rig 0 1.png", "/rig 1 2.png"), DarwinItems.slots(server));
  }

  @Test
  void aSlotThatIsBlockedForAMoment_costsNoneOfTheOthers() throws Exception {
    configure("slots");
    server.with(state -> state.blockSlot("rig", "1", "FILE_UPLOAD_TIMEOUT"));
    image("rig/1.png");
    image("rig/2.png");
    image("rig/3.png");
    AtomicInteger registrations = new AtomicInteger();
    server.meanwhile(
        step -> {
          if (step == DarwinStep.REGISTER && registrations.incrementAndGet() == 2) {
            server.with(state -> state.unblockSlot("rig", "1"));
          }
        });

    command(0, "sync");
    assertEquals(Set.of("/rig 0 1.png", "/rig 1 2.png", "/rig 2 3.png"), DarwinItems.slots(server));
    assertEquals(2, registrations.get());
    for (int slot = 0; slot < 3; slot++) {
      assertEquals(
          Site.sha256(ImageFiles.png("rig/" + (slot + 1) + ".png")),
          DarwinItems.digest(server, "/rig", Integer.toString(slot)));
    }
  }

  @Test
  void channelsWithNamesThatNoPlatformHolds_failWithWhatToDo_andLeaveNothingThere()
      throws Exception {
    configure("channels");
    image("rig/1.png");
    for (String name : List.of("rig/x%FF.png", "rig/x%FE.png")) {
      Files.write(new RelativePath(name).in(in.toAbsolutePath()), ImageFiles.png(name));
    }

    CommandHere.Ended ended = command(4, "sync");
    assertTrue(ended.out().contains("is not valid Unicode"), ended::out);
    assertFalse(ended.out().contains("another upload"), ended::out);
    assertEquals(List.of(), server.items());
  }

  private CommandHere.Ended command(int code, String... words) {
    return ConfiguredHere.command(in, directory.resolve("sluice.yaml"), code, words);
  }

  private void image(String name) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, ImageFiles.png(name));
  }

  private void delete(String name) {
    try {
      Files.deleteIfExists(in.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
