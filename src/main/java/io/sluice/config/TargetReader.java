package io.sluice.config;

import io.sluice.config.NotBuilt.Section;
import io.sluice.target.KeySource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads one target. */
final class TargetReader {
  /** The types of target that are built. */
  static final List<String> TYPES = List.of("embedded", "pictograph", "darwin", "clarifai");

  private static final Pattern TEAM = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private static final String ID_RULE = "letters, digits, '.', '_' and '-', at most 100";

  private final String name;
  private final Fields fields;
  private final Path stateDirectory;

  TargetReader(String name, Fields fields, Path stateDirectory) {
    this.name = name;
    this.fields = fields;
    this.stateDirectory = stateDirectory;
  }

  /** The target, unless something is wrong with it. */
  Optional<TargetConfig> read() {
    if (!Checks.TARGET_NAME.matcher(name).matches()) {
      fields.problem("not a target name; use letters, digits, '.', '_' and '-', at most 64");
    }
    Optional<String> type = fields.value("type", TargetReader::type);
    if (type.isEmpty()) {
      // Which keys belong here depends on the type, so nothing more can be said.
      if (!fields.has("type")) {
        fields.problem("type", "is required: " + ChoiceText.alternatives(TYPES));
      }
      return Optional.empty();
    }
    return switch (type.get()) {
      case "embedded" -> embedded();
      case "darwin" -> darwin();
      case "clarifai" -> clarifai();
      default -> pictograph();
    };
  }

  private Optional<TargetConfig> embedded() {
    int port =
        fields.value("port", EmbeddedTargetConfig.DEFAULT_PORT, NumberText.between(0, 65_535));
    Path data =
        fields.value(
            "data-dir",
            EmbeddedTargetConfig.defaultDataDirectory(stateDirectory),
            fields.reading().paths());
    PaceConfig pace = pace(PaceConfig.EMBEDDED_DEFAULT);
    int workers = workers();
    BatchConfig batch = batch(BatchConfig.DEFAULT, BatchConfig.MAX_SIZE);
    fields.finish(Section.TARGET);
    return fields.isSound()
        ? Optional.of(new EmbeddedTargetConfig(name, port, data, pace, workers, batch))
        : Optional.empty();
  }

  private Optional<TargetConfig> pictograph() {
    URI url = fields.value("url", PictographTargetConfig.DEFAULT_URL, ServerUrl::parse);
    Optional<KeySource> key = new KeyReader(fields).read();
    boolean insecure = fields.value("insecure-http", false, NumberText::parseSwitch);
    PaceConfig pace = pace(PaceConfig.PLATFORM_DEFAULT);
    int workers = workers();
    BatchConfig batch = batch(BatchConfig.DEFAULT, BatchConfig.MAX_SIZE);
    fields.finish(Section.TARGET);
    requireProtected(url, insecure);
    return key.filter(present -> fields.isSound())
        .map(
            source ->
                new PictographTargetConfig(name, url, source, insecure, pace, workers, batch));
  }

  private Optional<TargetConfig> darwin() {
    URI url = fields.value("url", DarwinTargetConfig.DEFAULT_URL, ServerUrl::parse);
    Optional<String> team = fields.value("team", TargetReader::team);
    Optional<KeySource> key = new KeyReader(fields).read();
    boolean insecure = fields.value("insecure-http", false, NumberText::parseSwitch);
    PaceConfig pace = pace(PaceConfig.PLATFORM_DEFAULT);
    int workers = workers();
    BatchConfig batch = batch(BatchConfig.DEFAULT, BatchConfig.MAX_SIZE);
    fields.finish(Section.TARGET);
    requireProtected(url, insecure);
    return key.filter(present -> fields.isSound())
        .map(
            source ->
                new DarwinTargetConfig(name, url, team, source, insecure, pace, workers, batch));
  }

  private Optional<TargetConfig> clarifai() {
    URI url =
        fields.has("url")
            ? fields.value("url", ClarifaiTargetConfig.DEFAULT_URL, ServerUrl::parse)
            : clarifaiUrl();
    Optional<String> user = id("user-id", "CLARIFAI_USER_ID");
    Optional<String> app = id("app-id", "CLARIFAI_APP_ID");
    Optional<KeySource> key = new KeyReader(fields).read();
    boolean insecure = fields.value("insecure-http", false, NumberText::parseSwitch);
    PaceConfig pace = pace(PaceConfig.PLATFORM_DEFAULT);
    int workers = workers();
    BatchConfig batch = batch(ClarifaiTargetConfig.DEFAULT_BATCH, ClarifaiTargetConfig.MAX_BATCH);
    fields.finish(Section.TARGET);
    requireProtected(url, insecure);
    return key.filter(present -> fields.isSound())
        .map(
            source ->
                new ClarifaiTargetConfig(
                    name,
                    url,
                    user.orElseThrow(),
                    app.orElseThrow(),
                    source,
                    insecure,
                    pace,
                    workers,
                    batch));
  }

  /** The platform's own clients take these variables, too. */
  private URI clarifaiUrl() {
    String variable = "CLARIFAI_API_BASE";
    Optional<String> value = fields.reading().environment().variable(variable);
    try {
      return value.isPresent() ? ServerUrl.parse(value.get()) : ClarifaiTargetConfig.DEFAULT_URL;
    } catch (BadValue e) {
      fields.problem("url", "$" + variable + " stands for it: " + e.sentence(value.get()));
      return ClarifaiTargetConfig.DEFAULT_URL;
    }
  }

  private Optional<String> id(String key, String variable) {
    if (fields.has(key)) {
      return fields.value(key, TargetReader::clarifaiId);
    }
    Optional<String> value = fields.reading().environment().variable(variable);
    if (value.isEmpty()) {
      fields.problem(key, "is required, here or as $" + variable);
      return Optional.empty();
    }
    if (!ClarifaiTargetConfig.isId(value.get())) {
      fields.problem(key, "$" + variable + " stands for it, and is no id: " + ID_RULE);
      return Optional.empty();
    }
    return value;
  }

  private static String clarifaiId(String text) throws BadValue {
    if (!ClarifaiTargetConfig.isId(text)) {
      throw BadValue.expected("must be an id: " + ID_RULE);
    }
    return text;
  }

  private static String team(String text) throws BadValue {
    if (!TEAM.matcher(text).matches()) {
      throw BadValue.expected("must be a team's slug: letters, digits, '.', '_' and '-'");
    }
    return text;
  }

  private void requireProtected(URI url, boolean insecure) {
    if (!insecure && !ServerUrl.isProtected(url)) {
      fields.problem(
          "url",
          "plain http would send the key readable to all on the way; use https, or accept it with"
              + " insecure-http: true");
    }
  }

  private PaceConfig pace(PaceConfig base) {
    double requests =
        fields.value("requests-per-second", base.requestsPerSecond(), NumberText::parseRate);
    OptionalLong hourly =
        fields
            .value("requests-per-hour", NumberText.between(1, PaceConfig.MAX_PER_HOUR))
            .map(OptionalLong::of)
            .orElse(base.requestsPerHour());
    OptionalLong bytes =
        fields
            .value("bytes-per-second", ByteSizeText::parsePositive)
            .map(OptionalLong::of)
            .orElse(base.bytesPerSecond());
    return new PaceConfig(requests, hourly, bytes);
  }

  private int workers() {
    return fields.value(
        "workers", TargetConfig.DEFAULT_WORKERS, NumberText.between(1, TargetConfig.MAX_WORKERS));
  }

  private BatchConfig batch(BatchConfig base, int most) {
    return new BatchConfig(
        fields.value("batch-size", base.size(), NumberText.between(1, most)),
        fields.value("batch-wait", base.longestWait(), DurationText.zeroTo(BatchConfig.MAX_WAIT)));
  }

  private static String type(String text) throws BadValue {
    String types = ChoiceText.alternatives(TYPES);
    if (NotBuilt.TARGET_TYPES.contains(text)) {
      throw BadValue.refused("'" + text + "' is " + NotBuilt.MESSAGE + "; use " + types);
    }
    if (!TYPES.contains(text)) {
      throw BadValue.expected("must be " + types);
    }
    return text;
  }
}
