package io.sluice.settle;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays a writer of one file against a settler whose owner hears of each write, looks at deadlines
 * and scans once a minute; notes when the file was ready or reported incomplete.
 */
final class WriterTimeline {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final RelativePath PATH = new RelativePath("signs/stop.jpg");
  private static final Duration SCAN_INTERVAL = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofHours(2);

  /** What the file is from some moment on. */
  private record Write(
      Duration at, FileStamp stamp, StructureVerdict verdict, boolean marker, boolean noticed) {}

  private final Settler settler;
  private final List<Write> writes = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private boolean ready;

  WriterTimeline(SettleRules rules) {
    this.settler = new Settler(rules, 10);
  }

  /** At {@code seconds} the file has {@code size} bytes, not whole. */
  WriterTimeline writes(double seconds, long size) {
    return adds(seconds, stamp(size, at(seconds), at(seconds)), false, false);
  }

  /** At {@code seconds} the file has {@code size} bytes and is whole. */
  WriterTimeline completes(double seconds, long size) {
    return adds(seconds, stamp(size, at(seconds), at(seconds)), true, false);
  }

  /** As {@link #completes}, with a time of last modification that was set by hand. */
  WriterTimeline completesWithMtime(double seconds, long size, Instant mtime) {
    return adds(seconds, stamp(size, mtime, at(seconds)), true, false);
  }

  /** As {@link #writes}, with both times as another clock has them. */
  WriterTimeline writesWithStamp(double seconds, long size, Instant time, boolean whole) {
    return adds(seconds, stamp(size, time, time), whole, false);
  }

  /** The done-file appears beside the file, which stays as it is. */
  WriterTimeline marks(double seconds) {
    Write last = writes.get(writes.size() - 1);
    writes.add(new Write(time(seconds), last.stamp(), last.verdict(), true, true));
    return this;
  }

  /** From now on the structure of the file tells nothing. */
  WriterTimeline ofUnknownStructure() {
    writes.replaceAll(
        w -> new Write(w.at(), w.stamp(), StructureVerdict.unknown(), w.marker(), w.noticed()));
    return this;
  }

  /** Nobody hears of the last write; a scan or deadline has to find it. */
  WriterTimeline unnoticed() {
    Write last = writes.remove(writes.size() - 1);
    writes.add(new Write(last.at(), last.stamp(), last.verdict(), last.marker(), false));
    return this;
  }

  /** The outcomes in order, as {@code ready@12.0} in seconds. */
  String play() {
    Duration now = writes.get(0).at();
    Duration nextScan = now;
    while (!ready && now.compareTo(END) < 0) {
      if (!now.minus(nextScan).isNegative()) {
        nextScan = now.plus(SCAN_INTERVAL);
        look(now);
      }
      Duration moment = now;
      if (writes.stream().anyMatch(w -> w.at().equals(moment) && w.noticed())) {
        look(now);
      }
      if (!settler.due(START.plus(now)).isEmpty()) {
        look(now);
      }
      now = next(now, nextScan);
    }
    return String.join(" ", outcomes);
  }

  private Duration next(Duration now, Duration nextScan) {
    Duration next = nextScan;
    for (Write write : writes) {
      if (write.at().compareTo(now) > 0 && write.at().compareTo(next) < 0) {
        next = write.at();
      }
    }
    Optional<Duration> deadline = settler.nextDeadline().map(d -> Duration.between(START, d));
    if (deadline.isPresent() && deadline.get().compareTo(next) < 0) {
      next = deadline.get().compareTo(now) > 0 ? deadline.get() : now.plusMillis(1);
    }
    return next;
  }

  private void look(Duration now) {
    Write current = writes.get(0);
    for (Write write : writes) {
      current = write.at().compareTo(now) <= 0 ? write : current;
    }
    if (ready) {
      return;
    }
    Instant at = START.plus(now);
    Decision decision =
        current.marker()
            ? settler.markerSeen(PATH, current.stamp(), at)
            : settler.observe(PATH, current.stamp(), at);
    if (decision instanceof Decision.Inspect) {
      decision = settler.verdict(PATH, current.stamp(), current.verdict(), at);
    }
    note(decision, now);
  }

  private void note(Decision decision, Duration now) {
    String at = "@" + now.toMillis() / 1000.0;
    if (decision instanceof Decision.Ready) {
      ready = true;
      outcomes.add("ready" + at);
    } else if (decision instanceof Decision.Incomplete
        && outcomes.stream().noneMatch(o -> o.startsWith("incomplete"))) {
      outcomes.add("incomplete" + at);
    }
  }

  private WriterTimeline adds(double seconds, FileStamp stamp, boolean whole, boolean marker) {
    StructureVerdict verdict =
        whole ? StructureVerdict.complete() : StructureVerdict.incomplete("no end of image");
    writes.add(new Write(time(seconds), stamp, verdict, marker, true));
    return this;
  }

  private static FileStamp stamp(long size, Instant mtime, Instant ctime) {
    return new FileStamp(size, mtime, ctime, "1:1");
  }

  private static Duration time(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static Instant at(double seconds) {
    return START.plus(time(seconds));
  }
}
