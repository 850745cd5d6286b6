package io.sluice.cli;

import io.sluice.app.FileOverview;
import io.sluice.app.InventoryFolder;
import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Lists and explains files for people. */
final class FilesText implements FilesOutput {
  private static final int WIDTH = 79;

  private final PrintWriter out;
  private final Set<FileState> states;
  private long listed;

  /**
   * @param states those that are listed
   */
  FilesText(PrintWriter out, Set<FileState> states) {
    this.out = out;
    this.states = states;
  }

  @Override
  public void begin() {}

  @Override
  public void folder(InventoryFolder folder) {
    listed = 0;
    out.println(head(folder) + ": " + (folder.isKnown() ? counts(folder) : "never synced"));
  }

  private static String head(InventoryFolder folder) {
    return DisplayText.of(folder.name() + " -> " + folder.target() + "/" + folder.dataset());
  }

  private static String counts(InventoryFolder folder) {
    StringJoiner counts = new StringJoiner(", ");
    for (Map.Entry<FileState, Long> count : folder.counts().entrySet()) {
      if (count.getValue() > 0) {
        counts.add(count.getValue() + " " + count.getKey().word());
      }
    }
    return counts.length() == 0 ? "no files" : counts.toString();
  }

  @Override
  public void file(FileOverview file) {
    listed++;
    String phase = file.state() == FileState.PENDING ? " (" + file.phase() + ")" : "";
    String reason = file.reason().isEmpty() ? "" : ": " + file.reason();
    out.println(
        "  "
            + String.format(Locale.ROOT, "%-10s", file.state().word())
            + " "
            + file.path().display()
            + phase
            + reason);
  }

  @Override
  public void endOfFolder() {
    if (listed == 0 && states.size() < FileState.values().length) {
      out.println("  none of the states asked for");
    }
  }

  @Override
  public void explained(List<FilesCommand.Explained> files) {
    files.forEach(this::explain);
  }

  private void explain(FilesCommand.Explained file) {
    out.println(DisplayText.of(file.path().in(file.folder().root())));
    line("folder", head(file.folder()));
    if (file.known().isEmpty()) {
      line("state", file.unknownWords());
      return;
    }
    FileOverview known = file.known().get();
    boolean finer = !known.phase().equals(known.state().word());
    line("state", known.state().word() + (finer ? ", " + known.phase() : ""));
    line("reason", known.reason());
    line("next", known.advice());
    line("size", known.sizeBytes() + " bytes");
    line("modified", time(known.modifiedAt()));
    line("on disk", known.gone() ? "not any more" : "");
    line("sha256", known.sha256().map(digest -> digest.hex()).orElse(""));
    line("remote", known.remotePath());
    line("earlier", String.join(" ", known.earlierPaths()));
    line("remote id", known.remoteId());
    line("attempts", known.attempts() == 0 ? "" : Integer.toString(known.attempts()));
    line("status", known.status() == 0 ? "" : "HTTP " + known.status());
    line("next try", known.nextTry().map(FilesText::time).orElse(""));
    line("waiting", known.pendingSince().map(at -> "since " + time(at)).orElse(""));
    line("lane", known.live() ? "live" : "backlog");
  }

  /** What is empty is left out. */
  private void line(String name, String value) {
    if (!value.isEmpty()) {
      String head = "  " + String.format(Locale.ROOT, "%-10s", name) + " ";
      out.println(head + wrapped(value, head.length()));
    }
  }

  /** Broken between words, so that it stands beside its name on a narrow terminal. */
  private static String wrapped(String value, int indent) {
    StringBuilder text = new StringBuilder();
    int column = indent;
    for (String word : value.split(" ", -1)) {
      if (column > indent && column + 1 + word.length() > WIDTH) {
        text.append(System.lineSeparator()).append(" ".repeat(indent));
        column = indent;
      } else if (column > indent) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    return text.toString();
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public void end() {
    out.flush();
  }
}
