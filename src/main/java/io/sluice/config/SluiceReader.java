package io.sluice.config;

import io.sluice.config.NotBuilt.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the whole file. */
final class SluiceReader {
  private final Fields top;

  SluiceReader(Fields top) {
    this.top = top;
  }

  SluiceConfig read() throws ConfigException {
    Environment environment = top.reading().environment();
    Path state = top.value("state-dir", environment.stateDirectory(), top.reading().paths());
    TargetsReader targets = new TargetsReader(state);
    List<FolderConfig> folders = new FoldersReader(targets.read(top)).read(top);
    boolean overNetwork =
        targets.targets().stream().anyMatch(PictographTargetConfig.class::isInstance);
    ProxyConfig proxy = new ProxyReader(top, overNetwork).read();
    Optional<CaFile> authorities =
        top.value("ca-file", text -> CaFileReader.read(top.reading().paths().read(text)));
    ReportConfig report =
        top.section("report").flatMap(ReportReader::read).orElse(ReportConfig.DEFAULT);
    top.finish(Section.TOP);
    top.reading().problems().throwIfAny();
    return new SluiceConfig(
        state, new NetworkConfig(proxy, authorities), targets.targets(), folders, report);
  }
}
