package io.sluice.config;

import io.sluice.config.NotBuilt.Section;
import java.nio.file.Path;
import java.util.List;

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
    ReportConfig report =
        top.section("report").flatMap(ReportReader::read).orElse(ReportConfig.DEFAULT);
    top.finish(Section.TOP);
    top.reading().problems().throwIfAny();
    return new SluiceConfig(state, targets.targets(), folders, report);
  }
}
