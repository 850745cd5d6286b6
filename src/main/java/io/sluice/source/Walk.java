package io.sluice.source;

import io.sluice.file.FileStat;
import io.sluice.file.PatientOpen;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.source.RootUnavailableException.Reason;
import io.sluice.source.Verdict.Ignored;
import io.sluice.source.Verdict.TooLarge;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of {@link FolderScan}: its stack of directories and its counts. One thread. */
final class Walk {
  private final ScanRoot root;
  private final FolderFilter filter;
  private final ScanStarts starts;
  private final ScanVisitor visitor;
  private final boolean descend;

  private final Deque<Pending> toList = new ArrayDeque<>();
  private final Map<IgnoreReason, Long> ignored = new EnumMap<>(IgnoreReason.class);
  private long directories;
  private long wanted;
  private long tooLarge;
  private long unreadable;

  /**
   * A directory to be listed.
   *
   * @param key its device and inode when it was found
   */
  private record Pending(RelativePath path, String key) {}

  Walk(
      ScanRoot root, FolderFilter filter, ScanStarts starts, ScanVisitor visitor, boolean descend) {
    this.root = root;
    this.filter = filter;
    this.starts = starts;
    this.visitor = visitor;
    this.descend = descend;
  }

  void run(RelativePath from) throws RootUnavailableException, InterruptedException {
    toList.push(new Pending(from, from.equals(RelativePath.ROOT) ? root.key() : ""));
    while (!toList.isEmpty()) {
      failWhenInterrupted();
      list(toList.pop());
    }
  }

  /** Delivers single files, which are sorted. */
  void runFiles(List<RelativePath> files) throws InterruptedException {
    int from = 0;
    while (from < files.size()) {
      failWhenInterrupted();
      RelativePath directory = files.get(from).parent();
      List<Sighting> chunk = new ArrayList<>();
      int next = from;
      while (next < files.size()
          && next - from < FolderScan.CHUNK_SIZE
          && files.get(next).parent().equals(directory)) {
        named(files.get(next), chunk);
        next++;
      }
      hand(chunk);
      from = next;
    }
  }

  private void named(RelativePath path, List<Sighting> chunk) throws InterruptedException {
    Optional<FileStat> stat = stat(path);
    if (stat.isPresent() && stat.get().isRegularFile()) {
      judge(new Sighting(path, stat.get().stamp()), chunk);
    } else if (stat.isPresent()) {
      count(IgnoreReason.NOT_A_FILE);
    }
  }

  private void hand(List<Sighting> files) throws InterruptedException {
    if (!files.isEmpty()) {
      wanted += files.size();
      visitor.files(List.copyOf(files));
    }
  }

  ScanSummary summary(Duration elapsed) {
    return new ScanSummary(directories, wanted, tooLarge, ignored, unreadable, elapsed, root.key());
  }

  // It is closed here, where it comes out of the patient opening.
  @SuppressWarnings("StreamResourceLeak")
  private void list(Pending directory) throws RootUnavailableException, InterruptedException {
    Path real = root.resolve(directory.path());
    try (DirectoryStream<Path> stream = PatientOpen.open(() -> Files.newDirectoryStream(real))) {
      if (isStill(directory)) {
        deliver(directory, stream.iterator());
      }
    } catch (DirectoryIteratorException e) {
      failed(directory.path(), e.getCause());
    } catch (IOException e) {
      if (IoReason.isAbsence(e)) {
        root.verifyUnchanged();
      } else {
        failed(directory.path(), e);
      }
    }
  }

  /**
   * Whether the directory is the one that was found, and no link in its place. Another inode alone
   * says nothing: some FUSE file systems give new ones at any time.
   */
  private boolean isStill(Pending directory) throws IOException {
    Path path = root.resolve(directory.path());
    FileStat now = FileStat.of(path);
    boolean same =
        now.kind() == FileStat.Kind.DIRECTORY && now.stamp().fileKey().equals(directory.key());
    return same || root.isReal(path);
  }

  private void failed(RelativePath directory, IOException error)
      throws RootUnavailableException, InterruptedException {
    if (directory.equals(RelativePath.ROOT)) {
      throw new RootUnavailableException(root.configured(), Reason.UNREADABLE, IoReason.of(error));
    }
    report(directory, IoReason.of(error));
  }

  private void deliver(Pending directory, Iterator<Path> entries)
      throws InterruptedException, IOException {
    while (entries.hasNext()) {
      failWhenInterrupted();
      List<Sighting> files = look(nextChunk(directory.path(), entries));
      if (!isStill(directory)) {
        // A link put in its place meanwhile may have shown us files from anywhere.
        report(directory.path(), "was replaced while it was being read");
        return;
      }
      hand(files);
    }
    directories++;
    visitor.directory(directory.path());
  }

  private static List<RelativePath> nextChunk(RelativePath directory, Iterator<Path> entries) {
    List<RelativePath> chunk = new ArrayList<>();
    while (chunk.size() < FolderScan.CHUNK_SIZE && entries.hasNext()) {
      chunk.add(directory.resolve(entries.next().getFileName()));
    }
    chunk.sort(null);
    return chunk;
  }

  private List<Sighting> look(List<RelativePath> chunk) throws InterruptedException {
    List<Sighting> files = new ArrayList<>();
    List<Pending> subdirectories = new ArrayList<>();
    for (RelativePath path : chunk) {
      Optional<FileStat> stat = stat(path);
      if (stat.isPresent()) {
        switch (stat.get().kind()) {
          case REGULAR_FILE -> met(new Sighting(path, stat.get().stamp()), files);
          case DIRECTORY -> subdirectories.add(new Pending(path, stat.get().stamp().fileKey()));
          case SYMBOLIC_LINK, OTHER -> count(IgnoreReason.NOT_A_FILE);
        }
      }
    }
    descend(subdirectories);
    return files;
  }

  /** Empty when the entry vanished since it was listed, or was reported unreadable. */
  private Optional<FileStat> stat(RelativePath path) throws InterruptedException {
    try {
      return Optional.of(FileStat.of(root.resolve(path)));
    } catch (IOException e) {
      if (!IoReason.isAbsence(e)) {
        report(path, IoReason.of(e));
      }
      return Optional.empty();
    }
  }

  /** A file on the way; one that is wanted by itself has its own turn. */
  private void met(Sighting file, List<Sighting> files) throws InterruptedException {
    if (!starts.isStart(file.path())) {
      judge(file, files);
    }
  }

  private void judge(Sighting file, List<Sighting> files) throws InterruptedException {
    RelativePath within = starts.within(file.path());
    Verdict verdict = filter.judgeEntry(within, file.stamp().sizeBytes());
    if (verdict instanceof Ignored left) {
      count(left.reason());
    } else if (verdict instanceof TooLarge large) {
      tooLarge++;
      visitor.tooLarge(file, large.limitBytes());
    } else {
      files.add(file);
    }
  }

  /** Pushed in reverse, so that they are listed in order. */
  private void descend(List<Pending> subdirectories) {
    for (int i = subdirectories.size() - 1; descend && i >= 0; i--) {
      RelativePath path = subdirectories.get(i).path();
      if (!starts.isStart(path) && filter.walksEntry(starts.within(path))) {
        toList.push(subdirectories.get(i));
      }
    }
  }

  private void count(IgnoreReason reason) {
    ignored.merge(reason, 1L, Long::sum);
  }

  private void report(RelativePath path, String reason) throws InterruptedException {
    unreadable++;
    visitor.unreadable(path, reason);
  }

  private static void failWhenInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("scan interrupted");
    }
  }
}
