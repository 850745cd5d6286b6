package io.sluice.cli;

import io.sluice.app.FileOverview;
import io.sluice.app.InventoryFolder;
import java.util.List;

/** Prints what {@code files} finds, as it finds it; called in the order of its methods. */
interface FilesOutput {
  void begin();

  /** The files of a folder follow. */
  void folder(InventoryFolder folder);

  /** A file of the folder. */
  void file(FileOverview file);

  void endOfFolder();

  /** Files that were asked for one by one. */
  void explained(List<FilesCommand.Explained> files);

  void end();
}
