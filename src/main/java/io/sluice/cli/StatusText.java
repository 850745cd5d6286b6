package io.sluice.cli;

import io.sluice.app.Observation;
import io.sluice.file.FileState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a daemon is doing, for people. Pure. */
final class StatusText {
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;

  private StatusText() {}

  /**
   * Lines that are no longer than {@code columns}, as far as words allow.
   *
   * @param daemon which it is, such as {@code process 4711}
   * @param remark what there is to say of all of it; may be empty
   * @param at now, which times are told from
   */
  static List<String> lines(
      Observation seen, String daemon, String remark, Instant at, int columns) {
    List<String> lines = new ArrayList<>();
    wrap("", "Sluice " + seen.version() + " (" + daemon + "): " + seen.state(), columns, lines);
    if (!remark.isEmpty()) {
      wrap("  ", "! " + remark, columns, lines);
    }
    for (Observation.Folder folder : seen.folders()) {
      lines.add("");
      folder(folder, at, columns, lines);
    }
    lines.add("");
    seen.targets().forEach(target -> target(target, at, columns, lines));
    return lines;
  }

  private static void folder(
      Observation.Folder folder, Instant at, int columns, List<String> lines) {
    String title = folder.name() + " -> " + folder.target() + "/" + folder.dataset();
    wrap("", title + ": " + folder.state(), columns, lines);
    wrap("  ", done(folder), columns, lines);
    if (folder.of(FileState.PENDING) > 0) {
      wrap("  ", pending(folder), columns, lines);
    }
    String undone = undone(folder);
    if (!undone.isEmpty()) {
      wrap("  ", undone + "; why: sluice files", columns, lines);
    }
    wrap("  ", scan(folder, at), columns, lines);
    folder.notes().forEach(note -> wrap("  ", "! " + note, columns, lines));
  }

  private static String done(Observation.Folder folder) {
    return "%s of %s files done: %s uploaded (%s), %s skipped"
        .formatted(
            number(folder.seen() - folder.of(FileState.PENDING)),
            number(folder.seen()),
            number(folder.of(FileState.UPLOADED)),
            ByteText.of(folder.bytesUploaded()),
            number(folder.of(FileState.SKIPPED)));
  }

  private static String pending(Observation.Folder folder) {
    String processing =
        folder.processing() == 0
            ? ""
            : " (" + number(folder.processing()) + " being processed by the platform)";
    return number(folder.of(FileState.PENDING))
        + " pending"
        + processing
        + ", the oldest for "
        + time(folder.oldestPendingSeconds());
  }

  private static String undone(Observation.Folder folder) {
    List<String> counts = new ArrayList<>();
    for (FileState state : List.of(FileState.FAILED, FileState.CONFLICT, FileState.INCOMPLETE)) {
      if (folder.of(state) > 0) {
        String in = state == FileState.CONFLICT ? " in " : " ";
        counts.add(number(folder.of(state)) + in + state.word());
      }
    }
    return String.join(", ", counts);
  }

  private static String scan(Observation.Folder folder, Instant at) {
    String scanned =
        folder
            .lastScan()
            .map(end -> "scanned " + time(Duration.between(end, at).toSeconds()) + " ago")
            .orElse("not scanned yet");
    return "%s; %s ignored, %s vanished"
        .formatted(scanned, number(folder.ignored()), number(folder.of(FileState.VANISHED)));
  }

  private static void target(
      Observation.Target target, Instant at, int columns, List<String> lines) {
    StringBuilder words = new StringBuilder("target " + target.name());
    words.append(" (").append(target.type()).append("): ").append(target.state());
    if (target.inFlight() > 0) {
      words.append(", ").append(number(target.inFlight())).append(" in flight");
    }
    target
        .retryAt()
        .map(next -> Duration.between(at, next).toSeconds())
        .ifPresent(left -> words.append(left > 0 ? ", tried again in " + time(left) : ""));
    wrap("", words.toString(), columns, lines);
    if (!target.reason().isEmpty()) {
      wrap("  ", "! " + target.reason(), columns, lines);
    }
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Seconds for people: the largest unit, and the next one. */
  private static String time(long told) {
    long seconds = Math.max(0, told);
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min";
    }
    return seconds < DAY
        ? seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min"
        : seconds / DAY + " d " + seconds % DAY / HOUR + " h";
  }

  /** Breaks between words; a word that is longer than a line stands on a line of its own. */
  private static void wrap(String indent, String text, int columns, List<String> lines) {
    StringBuilder line = new StringBuilder(indent);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line = new StringBuilder(indent + "  ");
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
  }
}
