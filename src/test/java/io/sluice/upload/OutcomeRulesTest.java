package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.ReadTrouble;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import io.sluice.ledger.ItemChange;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OutcomeRulesTest {
  private static final Instant T = Instant.parse("2026-05-01T10:00:00Z");
  private static final ContentDigest ONE = new ContentDigest("1".repeat(64));
  private static final ContentDigest TWO = new ContentDigest("2".repeat(64));

  private final OutcomeRules daemon = new OutcomeRules(RetryPolicy.daemon(), new Random(7));
  private final OutcomeRules oneShot = new OutcomeRules(RetryPolicy.oneShot(), new Random(7));

  private static Item item(int attempts) {
    StampedFile file = new StampedFile(Path.of("/in/a.jpg"), new FileStamp(10, T, T, ""));
    return new Item(
        1,
        new Origin.FolderUnit(1, new RelativePath("a.jpg")),
        new RemoteName("ds", "/", "a.jpg"),
        ItemState.PLANNED,
        attempts,
        List.of(new Part("0", new Source.LocalFile(file, Optional.empty()), "")));
  }

  private static RemoteImage image(long size, Optional<ContentDigest> digest) {
    OptionalLong known = size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    return new RemoteImage("id", "/", "a.jpg", known, digest);
  }

  @ParameterizedTest
  @CsvSource({
    // remote size (-1: unknown), remote digest, sender, skip-existing -> state
    "10, 1, OTHERS, true,  SKIPPED",
    "10, 2, OTHERS, true,  CONFLICT",
    "11, 1, OTHERS, true,  CONFLICT",
    "10, 0, OTHERS, true,  SKIPPED",
    "9,  0, OTHERS, true,  CONFLICT",
    "-1, 0, OTHERS, true,  SKIPPED",
    "-1, 1, OTHERS, true,  SKIPPED",
    "-1, 2, OTHERS, true,  CONFLICT",
    "10, 1, PERHAPS_US, true,  UPLOADED",
    "10, 0, PERHAPS_US, true,  UPLOADED",
    "-1, 0, PERHAPS_US, true,  SKIPPED",
    "10, 2, PERHAPS_US, true,  CONFLICT",
    "10, 1, OTHERS, false, FAILED",
    "10, 1, PERHAPS_US, false, UPLOADED",
    "11, 0, OTHERS, false, CONFLICT",
    "-1, 0, US, true,  UPLOADED",
    "-1, 0, US, false, UPLOADED",
    "-1, 2, US, true, CONFLICT",
    "11, 0, US, true, CONFLICT",
  })
  void comparesAnExistingName(
      long size, int digest, Sender sender, boolean skipExisting, ItemState state) {
    Optional<ContentDigest> remote =
        switch (digest) {
          case 1 -> Optional.of(ONE);
          case 2 -> Optional.of(TWO);
          default -> Optional.empty();
        };
    ExistingName there = new ExistingName(image(size, remote), 10, Optional.of(ONE));

    FolderOrder order = order(skipExisting, ConflictPolicy.REPORT);
    ItemChange.Finished end =
        assertInstanceOf(
            ItemChange.Finished.class, daemon.existing(item(0), there, sender, order, T));

    assertEquals(state, end.state());
    boolean again = state == ItemState.FAILED;
    assertEquals(again ? Optional.of(T.plus(Duration.ofDays(1))) : Optional.empty(), end.retryAt());
  }

  private static FolderOrder order(boolean skipExisting, ConflictPolicy onConflict) {
    return new FolderOrder(1, "in", "ds", true, skipExisting, false, onConflict, false);
  }

  @Test
  void otherContentIsAFailureThatIsTriedAgain_whenConflictsAreToFail() {
    ExistingName there = new ExistingName(image(11, Optional.empty()), 10, Optional.empty());

    ItemChange change =
        daemon.existing(item(0), there, Sender.OTHERS, order(true, ConflictPolicy.FAIL), T);

    ItemChange.Finished end = assertInstanceOf(ItemChange.Finished.class, change);
    assertEquals(ItemState.FAILED, end.state());
    assertEquals(Optional.of(T.plus(Duration.ofDays(1))), end.retryAt());
    assertTrue(end.reason().contains("the dataset has 11 bytes"), end.reason());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {
        "UNREACHABLE",
        "FAULTY",
        "THROTTLED",
        "REFUSED",
        "DATASET_MISSING",
        "DATASET_REFUSED"
      })
  void usesUpNoAttempt_whenTheTargetIsAtFault_inTheDaemon(Kind kind) {
    Item item = item(7);

    ItemChange change =
        daemon.callFailed(item, ItemState.SENT, new TargetException(kind, "down"), T);

    ItemChange.Postponed postponed = assertInstanceOf(ItemChange.Postponed.class, change);
    assertEquals(7, postponed.attempts());
    assertEquals(ItemState.SENT, postponed.state());
  }

  @Test
  void usesUpNoAttempt_whenTheLocalDiskFails_inTheDaemon() {
    ReadTrouble trouble = ReadTrouble.of(new IOException("Input/output error"));

    ItemChange change = daemon.unreadable(item(7), trouble, T);

    ItemChange.Postponed postponed = assertInstanceOf(ItemChange.Postponed.class, change);
    assertEquals(7, postponed.attempts());
    assertTrue(
        postponed.notBefore().isAfter(T) && postponed.notBefore().isBefore(T.plusSeconds(91)));
    assertEquals("cannot be read: Input/output error", postponed.reason());
  }

  @Test
  void endsAOneShotRun_whenTheLocalDiskGoesOnFailing() {
    int last = RetryPolicy.oneShot().maxAttempts() - 1;
    ReadTrouble trouble = ReadTrouble.of(new FileSystemException("a", null, "Stale file handle"));

    ItemChange change = oneShot.unreadable(item(last), trouble, T);

    assertEquals(ItemState.FAILED, assertInstanceOf(ItemChange.Finished.class, change).state());
  }

  @Test
  void fails_whenTheFileItselfMayNotBeRead() {
    ReadTrouble trouble = ReadTrouble.of(new AccessDeniedException("a"));

    ItemChange change = daemon.unreadable(item(0), trouble, T);

    ItemChange.Finished finished = assertInstanceOf(ItemChange.Finished.class, change);
    assertEquals(ItemState.FAILED, finished.state());
    assertTrue(finished.reason().contains("permission denied"), finished.reason());
  }

  @Test
  void givesUp_whenTheServersFailuresGoOn_inAOneShotRun() {
    int last = RetryPolicy.oneShot().maxAttempts() - 1;

    ItemChange change =
        oneShot.callFailed(
            item(last), ItemState.PLANNED, new TargetException(Kind.FAULTY, "500"), T);

    ItemChange.Finished finished = assertInstanceOf(ItemChange.Finished.class, change);
    assertEquals(ItemState.FAILED, finished.state());
    assertTrue(finished.reason().contains("500"), finished.reason());
  }

  @Test
  void fails_whenAttemptsAreUsedUp_andIsLookedAtAgainTheNextDay() {
    int last = RetryPolicy.daemon().maxAttempts() - 1;

    ItemChange change = daemon.retry(item(last), ItemState.PLANNED, Duration.ZERO, "odd", T);

    ItemChange.Finished finished = assertInstanceOf(ItemChange.Finished.class, change);
    assertEquals(ItemState.FAILED, finished.state());
    assertEquals(Optional.of(T.plus(Duration.ofDays(1))), finished.retryAt());
  }

  @Test
  void waitsAsLongAsThePlatformAsked_whenThatIsLongerThanItsOwnBackOff() {
    ItemChange change = daemon.retry(item(0), ItemState.PLANNED, Duration.ofMinutes(3), "later", T);

    assertEquals(
        T.plus(Duration.ofMinutes(3)),
        assertInstanceOf(ItemChange.Postponed.class, change).notBefore());
  }

  @Test
  void growsTheDelay_andNeverBeyondItsLimit() {
    RetryPolicy policy = RetryPolicy.daemon();
    Random random = new Random(7);
    for (int failures = 1; failures < 200; failures++) {
      Duration delay = policy.delay(failures, random);
      double full =
          Math.min(
              (double) policy.maxDelay().toMillis(),
              1000 * Math.pow(2, Math.min(failures - 1, 30)));
      assertTrue(delay.toMillis() >= full / 2 - 1 && delay.toMillis() <= full, delay::toString);
    }
  }
}
