package io.sluice.faultserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers about several files at once: each file has its own outcome, whatever the others'. */
@Execution(ExecutionMode.CONCURRENT)
final class GroupFaultsIT {
  @TempDir static Path directory;

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (Fault fault : GroupFaults.all()) {
      fault.steps().forEach(step -> cases.add(Arguments.of(step, fault)));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void everyFileArrivesOnce_whenAGroupIsAnsweredOddly(Step step, Fault fault) throws Exception {
    FaultSite site = new FaultSite(Files.createTempDirectory(directory, "case")).batches(6);
    SourceTree before = SourceTree.of(site.files(6).inbox());
    try (Journal journal = new Journal(site.journal());
        FaultServer server =
            new FaultServer(
                new Platform(new Store(), Platform.Sizes.COMPARED),
                Script.nth(step, 1, fault),
                journal,
                "http://127.0.0.2:1")) {
      SyncEnd end = site.sync(server.url());
      assertEquals(0, end.code(), end::toString);
      Invariants.assertAllUploaded(site, server, before, end);
      assertEquals(1, journal.hits().getOrDefault(fault.label(), 0), "it was not met");
    }
  }
}
