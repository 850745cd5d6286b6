package io.sluice.report;

import java.util.function.Consumer;

/** The files of a folder that are not done. There may be a million: they are handed out singly. */
public interface Failures {
  /** Hands each failure to {@code consumer}, in path order. */
  void forEach(Consumer<FileFailure> consumer);
}
