package io.sluice.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What may be in a state directory when nothing runs that uses it, however the last run ended. */
final class StateFiles {
  private static final String FILES = "ledger\\.db(-wal|-shm)?|lock|failures\\.jsonl(\\.[123])?";
  private static final String LIBRARIES = "tmp";
  private static final String LIBRARY = "native-sqlite-[0-9.]+-\\w+\\.\\w+";

  private StateFiles() {}

  /** The names of those that must not be there. */
  static List<String> leftIn(Path state) throws IOException {
    List<String> left = new ArrayList<>();
    for (String name : names(state)) {
      if (name.equals(LIBRARIES)) {
        left.addAll(leftOfLibraries(state.resolve(name)));
      } else if (!name.matches(FILES)) {
        left.add(name);
      }
    }
    return left;
  }

  /** The native library is unpacked once for all starts; nothing is beside it. */
  private static List<String> leftOfLibraries(Path directory) throws IOException {
    List<String> names = names(directory);
    boolean one = names.size() == 1 && names.get(0).matches(LIBRARY);
    return one ? List.of() : List.of(LIBRARIES + " with " + names);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
