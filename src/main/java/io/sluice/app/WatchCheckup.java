package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.WatchMode;
import io.sluice.source.FileSystemKind;
import io.sluice.source.FolderFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the system lets Sluice watch as many directories as the folders have. */
final class WatchCheckup {
  private static final String SUBJECT = "watch limits";
  private static final Duration LONGEST_COUNT = Duration.ofSeconds(5);
  private static final double NEARLY_ALL = 0.8;
  private static final long USUAL_WATCHES = 524_288;
  private static final long USUAL_INSTANCES = 1024;
  private static final long USUAL_EVENTS = 16_384;

  private WatchCheckup() {}

  /** Looks at the folders that are watched through events; nothing is said when there are none. */
  static List<Checkup> of(SluiceConfig config, InotifyLimits limits) {
    List<FolderConfig> watched = config.folders().stream().filter(WatchCheckup::hasEvents).toList();
    List<Checkup> found = new ArrayList<>();
    if (!watched.isEmpty()) {
      found.add(watches(count(config, watched), limits));
    }
    instances(watched.size(), limits).ifPresent(found::add);
    if (!watched.isEmpty()) {
      events(limits).ifPresent(found::add);
    }
    return found;
  }

  static Optional<Checkup> instances(int needed, InotifyLimits limits) {
    if (limits.instances().isEmpty() || needed <= NEARLY_ALL * limits.instances().getAsLong()) {
      return Optional.empty();
    }
    long most = limits.instances().getAsLong();
    String detail =
        "watched folders: " + needed + ", allowed: " + most + " for all programs of this user";
    String advice = raise("max_user_instances", USUAL_INSTANCES, needed);
    return Optional.of(
        needed > most
            ? Checkup.fail(SUBJECT, detail, advice)
            : Checkup.warn(SUBJECT, detail, advice));
  }

  static Optional<Checkup> events(InotifyLimits limits) {
    if (limits.queuedEvents().isEmpty() || limits.queuedEvents().getAsLong() >= USUAL_EVENTS) {
      return Optional.empty();
    }
    return Optional.of(
        Checkup.warn(
            SUBJECT,
            limits.queuedEvents().getAsLong()
                + " events may wait; more are lost, and a scan makes good for them",
            raise("max_queued_events", USUAL_EVENTS, 1)));
  }

  private static boolean hasEvents(FolderConfig folder) {
    try {
      return Files.isDirectory(folder.path())
          && (folder.watch() == WatchMode.EVENTS
              || (folder.watch() == WatchMode.AUTO
                  && FileSystemKind.of(folder.path()) == FileSystemKind.LOCAL));
    } catch (IOException e) {
      return false; // The folder's own checkup says so.
    }
  }

  private static DirectoryCount count(SluiceConfig config, List<FolderConfig> folders) {
    long start = System.nanoTime();
    long directories = 0;
    boolean complete = true;
    for (FolderConfig folder : folders) {
      Duration left = LONGEST_COUNT.minusNanos(System.nanoTime() - start);
      try {
        FolderFilter filter = FolderWiring.filter(folder, config);
        DirectoryCount count = DirectoryCount.of(folder.path(), filter, left);
        directories += count.directories();
        complete &= count.complete();
      } catch (IOException e) {
        complete = false;
      }
    }
    return new DirectoryCount(directories, complete);
  }

  static Checkup watches(DirectoryCount count, InotifyLimits limits) {
    String directories =
        (count.complete() ? "" : "at least ")
            + count.directories()
            + (count.complete() ? "" : " (not counted to the end)")
            + (count.directories() == 1 ? " directory" : " directories")
            + " to watch";
    if (limits.watches().isEmpty()) {
      return Checkup.ok(SUBJECT, directories + "; this system tells no limit");
    }
    long most = limits.watches().getAsLong();
    String detail = directories + ", " + most + " allowed";
    String advice = raise("max_user_watches", USUAL_WATCHES, count.directories());
    if (count.directories() > most) {
      return Checkup.fail(SUBJECT, detail + "; the others are noticed by scans alone", advice);
    }
    return count.directories() > NEARLY_ALL * most
        ? Checkup.warn(SUBJECT, detail, advice)
        : Checkup.ok(SUBJECT, detail);
  }

  private static String raise(String limit, long usual, long needed) {
    long enough = Math.max(usual, 4 * Long.highestOneBit(needed));
    String setting = "fs.inotify." + limit + "=" + enough;
    return "run: sysctl -w "
        + setting
        + " ; to keep it: echo "
        + setting
        + " >> /etc/sysctl.d/60-sluice.conf";
  }
}
