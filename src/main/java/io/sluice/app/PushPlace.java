package io.sluice.app;

import com.google.common.hash.Hashing;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a push keeps its ledger: a directory of its own below the state directory, the same for the
 * same push, so that one that did not come to its end is taken up by the next. A push that left
 * nothing undone leaves no such directory: the next one asks the dataset what it has.
 *
 * @param directory the place
 */
record PushPlace(Path directory) {
  private static final Logger LOG = LoggerFactory.getLogger(PushPlace.class);
  private static final int NAME_LENGTH = 16;
  private static final String CONCLUDED = "concluded";

  static PushPlace of(SluiceConfig config, PushRequest request, TargetConfig target) {
    StringBuilder key = new StringBuilder(Targets.identity(target));
    key.append('\0').append(request.dataset()).append('\0').append(request.directory());
    key.append('\0').append(request.preserveFolders()).append('\0').append(request.exclude());
    key.append('\0').append(request.media());
    for (Path path : request.paths()) {
      key.append('\0').append(path.toUri().getRawPath());
    }
    return named(config, key.toString());
  }

  /** The place of an upload that {@code key} tells from all others. */
  static PushPlace named(SluiceConfig config, String key) {
    String name = Hashing.sha256().hashString(key, StandardCharsets.UTF_8).toString();
    return new PushPlace(all(config).resolve(name.substring(0, NAME_LENGTH)));
  }

  /** Notes that the ledger is kept for what failed alone: nothing in it is under way any more. */
  void conclude() throws IOException {
    Files.writeString(directory.resolve(CONCLUDED), "");
  }

  /** Whether the ledger is kept for what failed alone. */
  boolean isConcluded() {
    return Files.exists(directory.resolve(CONCLUDED));
  }

  /** What is done from now on counts. */
  void reopen() throws IOException {
    Files.deleteIfExists(directory.resolve(CONCLUDED));
  }

  private static Path all(SluiceConfig config) {
    return config.stateDirectory().resolve("push");
  }

  /**
   * Makes the place where it is missing, and takes it.
   *
   * @throws StateDirectory.UnusableException as {@link StateDirectory#take}
   */
  StateDirectory take() throws StateDirectory.UnusableException {
    try {
      return gate().within(() -> StateDirectory.take(directory));
    } catch (IOException e) {
      throw StateDirectory.unwritable(directory, e);
    }
  }

  /** Takes the place away with its ledger, unless another process has it by now. */
  void forget() {
    try {
      gate().within(this::takenAway);
    } catch (IOException | StateDirectory.UnusableException e) {
      LOG.debug("the ledger of a finished push stays: {}", e.getMessage());
    }
  }

  private Path takenAway() throws IOException, StateDirectory.UnusableException {
    try (StateDirectory taken = StateDirectory.take(directory)) {
      Path place = taken.ledgerFile().getParent();
      deleteFiles(place);
      Files.delete(place);
      return place;
    }
  }

  private PlaceGate gate() {
    return new PlaceGate(directory.getParent());
  }

  /** Takes away what pushes left that nobody repeated. */
  static void forgetOld(SluiceConfig config, Instant now) {
    Path all = all(config);
    if (!Files.isDirectory(all)) {
      return;
    }
    try (DirectoryStream<Path> places = Files.newDirectoryStream(all)) {
      for (Path place : places) {
        new PushPlace(place).forgetIfOlder(config.forgetAfter(), now);
      }
    } catch (IOException e) {
      LOG.debug("what old pushes left stays: {}", e.getMessage());
    }
  }

  private void forgetIfOlder(Duration age, Instant now) throws IOException {
    Path lock = directory.resolve("lock");
    boolean old =
        Files.exists(lock) && Files.getLastModifiedTime(lock).toInstant().isBefore(now.minus(age));
    if (old) {
      forget();
    }
  }

  /** Its lock comes last: what it kept others from is gone by then. */
  private static void deleteFiles(Path directory) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "{ledger.db*,concluded}")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory.resolve("lock"));
  }
}
