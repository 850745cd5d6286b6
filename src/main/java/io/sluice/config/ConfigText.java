package io.sluice.config;

import io.sluice.target.KeySource;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * The configuration in effect as YAML that could be loaded again, unless a variable put the opening
 * of another reference into a value. Of a key only the source is written.
 */
public final class ConfigText {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  private ConfigText() {}

  /** Every setting of {@code config}, defaults included. */
  public static String render(SluiceConfig config) {
    ObjectNode root = object();
    root.put("state-dir", PathText.render(config.stateDirectory()));
    root.put("forget-after", DurationText.render(config.forgetAfter()));
    root.put("proxy", config.network().proxy().written());
    config.network().caFile().ifPresent(file -> root.put("ca-file", PathText.render(file.path())));
    ObjectNode targets = root.putObject("targets");
    config.targets().forEach(target -> targets.set(target.name(), target(target)));
    ArrayNode folders = root.putArray("folders");
    config.folders().forEach(folder -> folders.add(folder(folder)));
    root.set("report", report(config.report()));
    return YAML.writeValueAsString(root);
  }

  private static ObjectNode target(TargetConfig target) {
    ObjectNode node = object();
    if (target instanceof EmbeddedTargetConfig embedded) {
      node.put("type", "embedded");
      node.put("port", embedded.port());
      node.put("data-dir", PathText.render(embedded.dataDirectory()));
    } else if (target instanceof PictographTargetConfig pictograph) {
      node.put("type", "pictograph");
      node.put("url", pictograph.url().toString());
      putKey(node, pictograph.key());
      node.put("insecure-http", pictograph.insecureHttp());
    } else if (target instanceof DarwinTargetConfig darwin) {
      node.put("type", "darwin");
      node.put("url", darwin.url().toString());
      darwin.team().ifPresent(team -> node.put("team", team));
      putKey(node, darwin.key());
      node.put("insecure-http", darwin.insecureHttp());
    }
    if (target instanceof ClarifaiTargetConfig clarifai) {
      node.put("type", "clarifai");
      node.put("url", clarifai.url().toString());
      node.put("user-id", clarifai.userId());
      node.put("app-id", clarifai.appId());
      putKey(node, clarifai.key());
      node.put("insecure-http", clarifai.insecureHttp());
    }
    node.put("workers", target.workers());
    node.put("requests-per-second", plain(target.pace().requestsPerSecond()));
    target.pace().requestsPerHour().ifPresent(requests -> node.put("requests-per-hour", requests));
    target
        .pace()
        .bytesPerSecond()
        .ifPresent(bytes -> node.put("bytes-per-second", ByteSizeText.render(bytes)));
    node.put("batch-size", target.batch().size());
    node.put("batch-wait", DurationText.render(target.batch().longestWait()));
    return node;
  }

  /** {@code 10} rather than {@code 10.0}, and never an exponent. */
  private static BigDecimal plain(double rate) {
    BigDecimal exact = BigDecimal.valueOf(rate).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  private static void putKey(ObjectNode node, KeySource key) {
    if (key instanceof KeySource.FromFile file) {
      node.put("api-key-file", PathText.render(file.file()));
    } else if (key instanceof KeySource.FromEnvironment environment) {
      node.put("api-key", "${" + environment.variable() + "}");
    }
  }

  private static ObjectNode folder(FolderConfig folder) {
    ObjectNode node = object();
    node.put("path", PathText.render(folder.path()));
    node.put("name", folder.name());
    node.put("target", folder.target());
    node.put("dataset", folder.dataset());
    node.put("create-if-missing", folder.createIfMissing());
    node.put("skip-existing", folder.skipExisting());
    node.put("on-conflict", ChoiceText.render(folder.onConflict()));
    node.put("on-change", ChoiceText.render(folder.onChange()));
    if (folder.labels()) {
      node.put("labels", true);
    }
    node.put("organize-by-class", folder.layout() == FolderLayout.ORGANIZE_BY_CLASS);
    node.put("preserve-folders", folder.layout() == FolderLayout.PRESERVE_FOLDERS);
    node.put("virtual-folder", folder.virtualFolder());
    node.set("include", list(folder.include()));
    node.set("exclude", list(folder.exclude()));
    node.put("min-size", ByteSizeText.render(folder.minSizeBytes()));
    node.put("max-size", ByteSizeText.render(folder.maxSizeBytes()));
    node.set("settle", settle(folder.settle()));
    node.put("watch", ChoiceText.render(folder.watch()));
    node.put("rescan-interval", DurationText.render(folder.rescanInterval()));
    node.put("order", ChoiceText.render(folder.order()));
    node.put("verify-existing", ChoiceText.render(folder.verifyExisting()));
    putMedia(node, folder.media());
    return node;
  }

  /** What a target that takes single pictures has no use for is only written where it is set. */
  private static void putMedia(ObjectNode node, MediaConfig media) {
    media.inputType().ifPresent(type -> node.put("input-type", ChoiceText.render(type)));
    media
        .fps()
        .ifPresent(
            rate -> {
              if (rate.framesPerSecond().isPresent()) {
                node.put("fps", plain(rate.framesPerSecond().getAsDouble()));
              } else {
                node.put("fps", "native");
              }
            });
    if (media.asFrames()) {
      node.put("as-frames", true);
    }
    if (media.annotations() != Annotations.NONE) {
      node.put("annotations", ChoiceText.render(media.annotations()));
    }
    media
        .merge()
        .ifPresent(
            mode -> {
              node.put("unit", "directory");
              node.put("item-merge-mode", ChoiceText.render(mode));
            });
  }

  private static ObjectNode settle(SettleConfig settle) {
    ObjectNode node = object();
    node.put(
        "quiet-period",
        settle.quietPeriod() instanceof QuietPeriod.Fixed fixed
            ? DurationText.render(fixed.duration())
            : "auto");
    node.put("max-wait", DurationText.render(settle.maxWait()));
    node.put("check-structure", settle.checkStructure());
    node.put("on-incomplete", ChoiceText.render(settle.onIncomplete()));
    node.put("done-file", settle.doneFile());
    return node;
  }

  private static ObjectNode report(ReportConfig report) {
    ObjectNode node = object();
    node.put("interval", DurationText.render(report.interval()));
    node.put("when-idle", DurationText.render(report.whenIdle()));
    node.put("format", ChoiceText.render(report.format()));
    report.file().ifPresent(file -> node.put("file", PathText.render(file)));
    return node;
  }

  private static ArrayNode list(List<String> values) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    values.forEach(node::add);
    return node;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
