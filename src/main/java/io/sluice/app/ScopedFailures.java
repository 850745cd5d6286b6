package io.sluice.app;

import io.sluice.file.FileState;
import io.sluice.report.Failures;
import io.sluice.report.FileFailure;
import io.sluice.report.RunCounts;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The failures of a folder that a run is for. */
final class ScopedFailures implements Failures {
  private final Failures all;
  private final RunScope scope;

  ScopedFailures(Failures all, RunScope scope) {
    this.all = all;
    this.scope = scope;
  }

  @Override
  public void forEach(Consumer<FileFailure> consumer) {
    all.forEach(
        failure -> {
          if (scope.contains(failure.path())) {
            consumer.accept(failure);
          }
        });
  }

  /** What a run did, and what it left undone by this list. */
  RunCounts counts(RunCounts told) {
    Map<FileState, Long> undone = new EnumMap<>(FileState.class);
    forEach(failure -> undone.merge(failure.state(), 1L, Long::sum));
    EnumMap<FileState, Long> files = new EnumMap<>(FileState.class);
    files.putAll(undone);
    for (FileState done :
        new FileState[] {FileState.UPLOADED, FileState.SKIPPED, FileState.VANISHED}) {
      files.put(done, told.of(done));
    }
    return new RunCounts(files, told.bytesUploaded(), told.ignored());
  }
}
