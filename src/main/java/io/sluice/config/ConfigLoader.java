package io.sluice.config;

import java.nio.file.Path;
import java.util.List;

/** Reads the configuration; the only way from a file to the records. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * The configuration in {@code file}.
   *
   * <p>Besides the file it looks at the key files it names, once, and asks for the real paths of
   * folders that feed one dataset.
   *
   * @param file read once; relative paths in it start from its directory
   * @throws ConfigException with every problem that was found
   */
  public static SluiceConfig load(Path file, Environment environment) throws ConfigException {
    Problems problems = new Problems(file);
    Path absolute = environment.workingDirectory().resolve(file).normalize();
    Path directory = absolute.getParent() == null ? absolute : absolute.getParent();
    Reading reading = new Reading(problems, environment, directory);
    try {
      YamlNode.Mapping root = YamlTree.parse(ConfigFile.read(absolute), problems);
      return new SluiceReader(new Fields("", 1, root, reading)).read();
    } catch (YamlFault e) {
      problems.add(e.line(), "", e.getMessage());
      throw problems.toException();
    }
  }

  /**
   * What holds where there is no configuration file: an embedded target, which needs no proxy, and
   * no folders.
   */
  public static SluiceConfig defaults(Environment environment) {
    Path state = environment.stateDirectory();
    return new SluiceConfig(
        state,
        SluiceConfig.DEFAULT_FORGET_AFTER,
        NetworkConfig.DIRECT,
        List.of(EmbeddedTargetConfig.implicit(state)),
        List.of(),
        ReportConfig.DEFAULT);
  }
}
