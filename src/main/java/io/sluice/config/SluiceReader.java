package io.sluice.config;

import io.sluice.config.NotBuilt.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the whole file. */
final class SluiceReader {
  /** A folder that is unplugged over night is not forgotten. */
  private static final Duration SHORTEST_MEMORY = Duration.ofDays(1);

  private final Fields top;

  SluiceReader(Fields top) {
    this.top = top;
  }

  SluiceConfig read() throws ConfigException {
    Environment environment = top.reading().environment();
    Path state = top.value("state-dir", environment.stateDirectory(), top.reading().paths());
    Duration forgetAfter =
        top.value(
            "forget-after",
            SluiceConfig.DEFAULT_FORGET_AFTER,
            DurationText.atLeast(SHORTEST_MEMORY));
    TargetsReader targets = new TargetsReader(state);
    List<FolderConfig> folders = new FoldersReader(targets.read(top)).read(top);
    boolean overNetwork = targets.targets().stream().anyMatch(RemoteTargetConfig.class::isInstance);
    ProxyConfig proxy = new ProxyReader(top, overNetwork).read();
    Optional<CaFile> authorities =
        top.value("ca-file", text -> CaFileReader.read(top.reading().paths().read(text)));
    ReportConfig report =
        top.section("report").flatMap(ReportReader::read).orElse(ReportConfig.DEFAULT);
    top.finish(Section.TOP);
    top.reading().problems().throwIfAny();
    return new SluiceConfig(
        state,
        forgetAfter,
        new NetworkConfig(proxy, authorities),
        targets.targets(),
        folders,
        report);
  }
}
