package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.QuietPeriod;
import io.sluice.config.SettleConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.FileStat;
import io.sluice.file.OwnerOnly;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.image.MediaCheck;
import io.sluice.image.Verdict;
import io.sluice.report.FolderReport;
import io.sluice.report.RunCounts;
import io.sluice.source.FolderScan;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanStarts;
import io.sluice.source.ScanSummary;
import io.sluice.source.ScanVisitor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The volumes of a push: of each directory one zip of its slices, in a directory that is gone when
 * this is closed, and that is the same for the same push: what one that was cut off has begun is
 * known by it. Needs as much room on disk as the slices have.
 */
final class PushSeries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PushSeries.class);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration ZIP_QUIET = Duration.ofMillis(100);

  private static final String ZIPS = "zips";

  private final PushFolder named;
  private final StateDirectory taken;
  private final Path scratch;
  private final List<String> problems = new ArrayList<>();
  private long ignored;

  private PushSeries(PushFolder named, StateDirectory taken, Path scratch) {
    this.named = named;
    this.taken = taken;
    this.scratch = scratch;
  }

  /**
   * Packs what was named.
   *
   * @param place where the push keeps its state
   * @throws StartException when there is no volume at all, or no room for them
   */
  static PushSeries pack(PushFolder named, PushPlace place, Instant now)
      throws StartException, InterruptedException {
    try {
      PushSeries series =
          new PushSeries(named, StateDirectory.take(place.series()), place.series().resolve(ZIPS));
      series.packAll(now);
      return series;
    } catch (StateDirectory.UnusableException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private void packAll(Instant now) throws StartException, InterruptedException {
    boolean packed = false;
    try {
      PushPlace.deleteTree(scratch);
      Files.createDirectories(scratch, OwnerOnly.DIRECTORY);
      int number = 0;
      for (RelativePath directory : named.starts().directories()) {
        packOne(directory, number++, now);
      }
      packed = true;
    } catch (IOException | RootUnavailableException e) {
      throw new StartException("volumes cannot be put together: " + e.getMessage(), e);
    } finally {
      if (!packed) {
        close();
      }
    }
  }

  private void packOne(RelativePath directory, int number, Instant now)
      throws IOException, RootUnavailableException, InterruptedException {
    FolderConfig folder = named.config();
    List<Sighting> slices = new ArrayList<>();
    Slices listed = new Slices(slices, new ArrayList<>());
    ScanSummary summary =
        new FolderScan(folder.path(), named.filter(), named.starts()).runIn(directory, listed);
    ignored += summary.ignoredTotal();
    if (!listed.troubles().isEmpty()) {
      undone(directory, listed.troubles().get(0));
      return;
    }
    slices.sort(Comparator.comparing(Sighting::path, new NaturalOrder()));
    if (slices.isEmpty()) {
      problems.add(directory.display() + " has no .dcm file; nothing was sent of it");
      return;
    }
    List<Path> files = new ArrayList<>();
    for (Sighting slice : slices) {
      Path file = slice.path().in(folder.path());
      String trouble = trouble(slice, file, now);
      if (!trouble.isEmpty()) {
        undone(directory, slice.path().fileName().display() + " " + trouble);
        return;
      }
      files.add(file);
    }
    Path own = Files.createDirectories(scratch.resolve(Integer.toString(number)));
    Path zip = new RelativePath(directory.fileName().encoded() + ".dcm").in(own);
    try {
      SeriesZip.write(files, zip);
    } catch (IOException e) {
      Files.deleteIfExists(zip);
      undone(directory, DisplayText.of(e.getMessage()));
    }
  }

  private void undone(RelativePath directory, String why) {
    problems.add(directory.display() + " is left undone: " + why);
  }

  /** Why a slice is not whole; empty where nothing says so. */
  private static String trouble(Sighting slice, Path file, Instant now) {
    if (slice.stamp().modifiedAt().isAfter(now.minus(QUIET))) {
      return "was changed just now; push it again";
    }
    try (FileChannel channel = FileChannel.open(file)) {
      FileStat there = FileStat.of(file);
      if (!there.isRegularFile() || !there.stamp().sameContentStamp(slice.stamp())) {
        return "changed just now; push it again";
      }
      return MediaCheck.check(channel) instanceof Verdict.Incomplete incomplete
          ? "is incomplete: " + incomplete.reason()
          : "";
    } catch (IOException e) {
      return "cannot be read: " + DisplayText.of(e.getMessage());
    }
  }

  /** The zips, as a folder. */
  PushFolder folder() {
    FolderConfig named = this.named.config();
    FolderConfig zips =
        new FolderConfig(
            scratch,
            named.name(),
            named.target(),
            named.dataset(),
            named.createIfMissing(),
            named.skipExisting(),
            named.layout(),
            named.virtualFolder(),
            List.of("*.dcm"),
            List.of(),
            named.minSizeBytes(),
            named.maxSizeBytes(),
            new SettleConfig(
                new QuietPeriod.Fixed(ZIP_QUIET),
                named.settle().maxWait(),
                false,
                named.settle().onIncomplete(),
                ""),
            named.watch(),
            named.rescanInterval(),
            named.order(),
            named.verifyExisting(),
            named.onConflict(),
            named.onChange(),
            named.media(),
            named.labels());
    return new PushFolder(zips, ScanStarts.WHOLE, this.named.filter());
  }

  /** What the push of the zips came to, as what was named. */
  SyncResult told(SyncResult result) {
    List<FolderReport> reports = new ArrayList<>();
    for (FolderReport report : result.folders()) {
      RunCounts counts = report.counts();
      reports.add(
          new FolderReport(
              named.config().path(),
              report.name(),
              report.target(),
              report.dataset(),
              new RunCounts(counts.files(), counts.bytesUploaded(), counts.ignored() + ignored),
              report.failures(),
              report.elapsed()));
    }
    List<String> lost = new ArrayList<>(result.lostFolders());
    lost.addAll(problems);
    return new SyncResult(
        reports, result.troubles(), lost, result.uploadRequests(), result.handedTo());
  }

  /** Takes the zips away, and gives their place up. */
  @Override
  public void close() {
    try {
      closeAll();
    } catch (IOException e) {
      LOG.warn("{} cannot be taken away: {}", scratch, e.getMessage());
    }
  }

  private void closeAll() throws IOException {
    try {
      PushPlace.deleteTree(scratch);
    } finally {
      taken.close();
    }
  }

  private record Slices(List<Sighting> found, List<String> troubles) implements ScanVisitor {
    @Override
    public void files(List<Sighting> chunk) {
      found.addAll(chunk);
    }

    @Override
    public void tooLarge(Sighting file, long limitBytes) {
      troubles.add(file.path().fileName().display() + " is larger than " + limitBytes + " bytes");
    }

    @Override
    public void unreadable(RelativePath path, String reason) {
      troubles.add(path.display() + " cannot be read: " + reason);
    }
  }
}
