package io.sluice.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code folders}: each for itself, then what two of them must not share. */
final class FoldersReader {
  private static final int MOST = 1000;

  private final TargetNames targets;
  private final List<FolderConfig> folders = new ArrayList<>();
  private final Map<String, Integer> linesByName = new HashMap<>();
  private final FolderOverlap overlap = new FolderOverlap();

  FoldersReader(TargetNames targets) {
    this.targets = targets;
  }

  /** The good ones, in the order of the file. */
  List<FolderConfig> read(Fields top) {
    List<Fields> items = top.items("folders");
    if (items.size() > MOST) {
      top.problem("folders", "there are " + items.size() + "; at most " + MOST + " are taken");
      return List.of();
    }
    for (Fields item : items) {
      new FolderReader(item, targets).read().ifPresent(folder -> add(folder, item));
    }
    return folders;
  }

  private void add(FolderConfig folder, Fields item) {
    Integer earlier = linesByName.putIfAbsent(folder.name(), item.line());
    if (earlier != null) {
      item.problem(
          "name",
          "'" + folder.name() + "' is the folder on line " + earlier + " too; give each its own");
    }
    overlap.with(folder, item.line()).ifPresent(message -> item.problem("path", message));
    folders.add(folder);
  }
}
