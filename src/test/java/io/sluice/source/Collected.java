package io.sluice.source;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Everything that a scan delivered. */
class Collected implements ScanVisitor {
  final List<List<Sighting>> chunks = new ArrayList<>();
  final List<String> unreadable = new ArrayList<>();
  final List<String> tooLarge = new ArrayList<>();
  final List<String> directories = new ArrayList<>();

  @Override
  public void files(List<Sighting> chunk) {
    chunks.add(chunk);
  }

  @Override
  public void tooLarge(Sighting file, long limitBytes) {
    tooLarge.add(file.path().encoded());
  }

  @Override
  public void unreadable(RelativePath path, String reason) {
    unreadable.add(path.encoded() + ": " + reason);
  }

  @Override
  public void directory(RelativePath directory) {
    directories.add(directory.encoded());
  }

  /** Encoded paths; fails when one came twice. */
  Set<String> paths() {
    Set<String> paths = new HashSet<>();
    for (List<Sighting> chunk : chunks) {
      for (Sighting file : chunk) {
        if (!paths.add(file.path().encoded())) {
          throw new AssertionError("delivered twice: " + file.path());
        }
      }
    }
    return paths;
  }
}
