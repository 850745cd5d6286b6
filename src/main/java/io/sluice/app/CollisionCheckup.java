package io.sluice.app;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.sluice.file.DisplayText;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.item.RemoteName;
import io.sluice.plan.NameRules;
import io.sluice.source.FolderScan;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanVisitor;
import io.sluice.target.InvalidNameException;
import io.sluice.target.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many files of a folder would claim a name in the dataset that another one claims. Walks the
 * folder, once more where there are any; memory holds 8 bytes for each file.
 */
final class CollisionCheckup {
  private static final int MOST_FILES = 4_000_000;
  private static final int MOST_SHOWN = 3;

  private final FolderRules folder;
  private final int mostFiles;
  private final long deadlineNanos;
  private long[] names = new long[1024];
  private int files;
  private long unnameable;
  private boolean complete = true;

  /**
   * What decides a file's name.
   *
   * @param subject for people
   * @param scan walks the folder
   * @param names the folder's rules
   * @param target has the platform's rules
   * @param renames whether the second of two is uploaded under another name
   */
  record FolderRules(
      String subject, FolderScan scan, NameRules names, Target target, boolean renames) {}

  private CollisionCheckup(FolderRules folder, int mostFiles, Duration most) {
    this.folder = folder;
    this.mostFiles = mostFiles;
    this.deadlineNanos = System.nanoTime() + most.toNanos();
  }

  static Checkup of(FolderRules folder, Duration most) throws InterruptedException {
    return of(folder, MOST_FILES, most);
  }

  /**
   * Counts until all are counted, or there are very many, or the time is over.
   *
   * @param mostFiles no more are counted
   */
  static Checkup of(FolderRules folder, int mostFiles, Duration most) throws InterruptedException {
    CollisionCheckup checkup = new CollisionCheckup(folder, mostFiles, most);
    try {
      checkup.gather();
      return checkup.judge();
    } catch (RootUnavailableException e) {
      return Checkup.warn(
          folder.subject(), "not counted: " + e.getMessage(), "run the check again");
    }
  }

  private void gather() throws RootUnavailableException, InterruptedException {
    try {
      folder.scan().run(new Names(this::add));
    } catch (EnoughException e) {
      complete = false;
    }
  }

  private void add(RelativePath path, long hash, RemoteName name) {
    if (files == mostFiles || System.nanoTime() - deadlineNanos > 0) {
      throw new EnoughException();
    }
    if (files == names.length) {
      names = Arrays.copyOf(names, Math.min(mostFiles, 2 * names.length));
    }
    names[files++] = hash;
  }

  private Checkup judge() throws RootUnavailableException, InterruptedException {
    long[] sorted = Arrays.copyOf(names, files);
    Arrays.sort(sorted);
    Map<Long, RelativePath> twice = new HashMap<>();
    long second = 0;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        second++;
        if (twice.size() < MOST_SHOWN) {
          twice.put(sorted[i], RelativePath.ROOT);
        }
      }
    }
    String counted = files + (complete ? " files" : " files and more");
    String strange =
        unnameable == 0
            ? ""
            : "; " + unnameable + " have names that the target cannot hold, see sync -n";
    if (second == 0) {
      return unnameable == 0
          ? Checkup.ok(folder.subject(), counted + ", each with a name of its own")
          : Checkup.warn(folder.subject(), counted + strange, "rename those");
    }
    List<String> shown = examples(twice);
    String words =
        (complete ? "" : "at least ")
            + second
            + " of "
            + counted
            + " would have the name of another one: "
            + String.join("; ", shown)
            + (second > shown.size() ? "; ..." : "")
            + strange;
    if (folder.renames() && unnameable == 0) {
      return Checkup.ok(folder.subject(), words + "; those of other content get a suffix");
    }
    return Checkup.warn(
        folder.subject(),
        words,
        "preserve-folders: true keeps directories apart; else rename those; sync -n lists all");
  }

  /** Goes through the folder again, now that it is known which names are claimed twice. */
  private List<String> examples(Map<Long, RelativePath> twice)
      throws RootUnavailableException, InterruptedException {
    List<String> shown = new ArrayList<>();
    try {
      folder
          .scan()
          .run(
              new Names(
                  (path, hash, name) -> {
                    RelativePath first = twice.get(hash);
                    if (first != null && first.equals(RelativePath.ROOT)) {
                      twice.put(hash, path);
                    } else if (first != null && shown.size() < MOST_SHOWN) {
                      shown.add(
                          path.display()
                              + " and "
                              + first.display()
                              + " ("
                              + DisplayText.of(name.path())
                              + ")");
                    }
                    if (shown.size() == MOST_SHOWN || System.nanoTime() - deadlineNanos > 0) {
                      throw new EnoughException();
                    }
                  }));
    } catch (EnoughException e) {
      return shown;
    }
    return shown;
  }

  /** Ends a walk. */
  private static final class EnoughException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EnoughException() {
      super("enough", null, false, false);
    }
  }

  /** Takes the name of each file. */
  private interface Taker {
    void take(RelativePath path, long hash, RemoteName name);
  }

  /** Gives each file that is found its name. */
  private final class Names implements ScanVisitor {
    private final Taker taker;

    Names(Taker taker) {
      this.taker = taker;
    }

    @Override
    public void files(List<Sighting> chunk) {
      for (Sighting sighting : chunk) {
        try {
          RemoteName name = folder.target().name(folder.names().draft("any", sighting.path()));
          taker.take(sighting.path(), hash(name), name);
        } catch (InvalidNameException e) {
          unnameable++;
        }
      }
    }

    @Override
    public void tooLarge(Sighting file, long limitBytes) {}

    @Override
    public void unreadable(RelativePath path, String reason) {}
  }

  private static long hash(RemoteName name) {
    Hasher hasher = Hashing.sipHash24().newHasher();
    hasher.putString(name.directory(), StandardCharsets.UTF_8).putByte((byte) 0);
    return hasher.putString(name.fileName(), StandardCharsets.UTF_8).hash().asLong();
  }
}
