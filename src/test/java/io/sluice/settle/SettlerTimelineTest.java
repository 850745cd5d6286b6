package io.sluice.settle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How writers of every habit come out: when the file is ready, when it is reported incomplete. */
final class SettlerTimelineTest {
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);
  private static final SettleRules LOCAL = SettleRules.auto(false, MAX_WAIT, "");
  private static final SettleRules REMOTE = SettleRules.auto(true, MAX_WAIT, "");
  private static final SettleRules MARKED = SettleRules.auto(false, MAX_WAIT, "{name}.done");
  private static final Instant LONG_AGO = Instant.parse("1999-01-01T00:00:00Z");
  private static final Instant IN_2099 = Instant.parse("2099-01-01T00:00:00Z");

  static Stream<Arguments> writers() {
    return Stream.of(
        arguments("written at once", local().completes(0, 9), "ready@2.0"),
        arguments(
            "written steadily for 5 s",
            local().writes(0, 1).writes(1, 2).writes(2, 3).writes(3, 4).completes(5, 5),
            "ready@7.0"),
        arguments(
            "slow, with pauses of twice the quiet period",
            local().writes(0, 1).writes(4, 2).writes(8, 3).completes(12, 4),
            "ready@14.0"),
        arguments(
            "closed and opened again by a scanner after 7 s",
            local().writes(0, 1).writes(7, 2).completes(14, 3),
            "ready@16.0"),
        arguments(
            "preallocated, then filled in place",
            local().writes(0, 50).writes(3, 50).writes(9, 50).completes(15, 50),
            "ready@17.0"),
        arguments(
            "copied with its old time (cp -p)",
            local().writes(0, 1).completesWithMtime(1, 9, LONG_AGO),
            "ready@3.0"),
        arguments(
            "old when first seen", local().writesWithStamp(0, 9, LONG_AGO, true), "ready@0.0"),
        arguments(
            "old and cut off when first seen",
            local().writesWithStamp(0, 9, LONG_AGO, false),
            "incomplete@0.0"),
        arguments("time of 2099", local().completesWithMtime(0, 9, IN_2099), "ready@2.0"),
        arguments(
            "time of 2099, still written",
            local()
                .writesWithStamp(0, 9, IN_2099, false)
                .writesWithStamp(1, 10, IN_2099, false)
                .writesWithStamp(2, 11, IN_2099, true),
            "ready@4.0"),
        arguments("replaced by another file", local().completes(0, 9).completes(1, 8), "ready@3.0"),
        arguments("cut off for ever", local().writes(0, 1), "incomplete@600.0"),
        arguments(
            "cut off, whole after an hour",
            local().writes(0, 1).completes(3600, 2),
            "incomplete@600.0 ready@3602.0"),
        arguments(
            "cut off, completed in silence while held",
            local().writes(0, 1).completes(100, 2).unnoticed(),
            "ready@115.33"),
        arguments("changing for ever", changing(0, 7000), "incomplete@600.0"),
        arguments(
            "changing for 11 minutes, then whole",
            changing(0, 660).completes(661, 9),
            "incomplete@600.0 ready@663.0"),
        arguments(
            "of unknown structure", local().completes(0, 9).ofUnknownStructure(), "ready@10.0"),
        arguments(
            "of unknown structure, with pauses of 8 s",
            local().writes(0, 1).writes(8, 2).completes(16, 3).ofUnknownStructure(),
            "ready@26.0"),
        arguments("remote and old", remote().writesWithStamp(0, 9, LONG_AGO, true), "ready@15.0"),
        arguments(
            "remote, written with pauses of 14 s",
            remote()
                .writesWithStamp(0, 1, LONG_AGO, false)
                .writesWithStamp(14, 2, LONG_AGO, false)
                .writesWithStamp(28, 3, LONG_AGO, true),
            "ready@43.0"),
        arguments(
            "remote and cut off",
            remote().writesWithStamp(0, 9, LONG_AGO, false),
            "incomplete@600.0"),
        arguments("marked after 30 s", marked().completes(0, 9).marks(30), "ready@30.0"),
        arguments(
            "never marked", marked().writesWithStamp(0, 9, LONG_AGO, true), "incomplete@600.0"),
        arguments(
            "marked after an hour",
            marked().completes(0, 9).marks(3601),
            "incomplete@600.0 ready@3601.0"),
        arguments(
            "marked, of unknown structure",
            marked().completes(0, 9).marks(1).ofUnknownStructure(),
            "ready@1.0"),
        arguments("marked, but cut off", marked().writes(0, 9).marks(30), "incomplete@600.0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writers")
  void outcomeComesInTime_whenFileIsWritten(String habit, WriterTimeline writer, String outcome) {
    assertEquals(outcome, writer.play(), habit);
  }

  private static WriterTimeline local() {
    return new WriterTimeline(LOCAL);
  }

  private static WriterTimeline remote() {
    return new WriterTimeline(REMOTE);
  }

  private static WriterTimeline marked() {
    return new WriterTimeline(MARKED);
  }

  private static WriterTimeline changing(int from, int to) {
    WriterTimeline writer = local();
    for (int second = from; second <= to; second++) {
      writer.writes(second, second + 1);
    }
    return writer;
  }
}
