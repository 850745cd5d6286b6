package io.sluice.config;

import io.sluice.config.NotBuilt.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one folder. */
final class FolderReader {
  private static final Duration SHORTEST_RESCAN = Duration.ofMillis(100);

  private final Fields fields;
  private final TargetNames targets;

  FolderReader(Fields fields, TargetNames targets) {
    this.fields = fields;
    this.targets = targets;
  }

  /** What a folder has besides its identity: none of it depends on another key. */
  private record Rules(
      boolean createIfMissing,
      boolean skipExisting,
      FolderLayout layout,
      String virtualFolder,
      List<String> include,
      List<String> exclude,
      long minSizeBytes,
      long maxSizeBytes,
      SettleConfig settle,
      WatchMode watch,
      Duration rescanInterval,
      BacklogOrder order,
      VerifyExisting verifyExisting,
      OnConflict onConflict,
      OnChange onChange,
      MediaConfig media,
      boolean labels) {}

  /** The folder, unless something is wrong with it. */
  Optional<FolderConfig> read() {
    Optional<Path> path = fields.value("path", fields.reading().paths());
    if (!fields.has("path")) {
      fields.problem("path", "is required: the directory to watch");
    }
    Optional<String> name = name(path);
    Optional<String> target = target();
    Optional<String> dataset = fields.value("dataset", FolderReader::plainName).or(() -> name);
    Rules rules = rules(target);
    checkMedia(rules, target);
    checkSidecars(rules, target);
    finish(rules.minSizeBytes(), rules.maxSizeBytes());
    // A name that no target can have is wrong where the target is, or where none could be read.
    boolean named = target.filter(of -> Checks.TARGET_NAME.matcher(of).matches()).isPresent();
    if (!fields.isSound() || !named) {
      return Optional.empty();
    }
    return Optional.of(
        folder(path.orElseThrow(), name.orElseThrow(), target.get(), dataset.orElseThrow(), rules));
  }

  private static FolderConfig folder(
      Path path, String name, String target, String dataset, Rules rules) {
    return new FolderConfig(
        path,
        name,
        target,
        dataset,
        rules.createIfMissing(),
        rules.skipExisting(),
        rules.layout(),
        rules.virtualFolder(),
        rules.include(),
        rules.exclude(),
        rules.minSizeBytes(),
        rules.maxSizeBytes(),
        rules.settle(),
        rules.watch(),
        rules.rescanInterval(),
        rules.order(),
        rules.verifyExisting(),
        rules.onConflict(),
        rules.onChange(),
        rules.media(),
        rules.labels());
  }

  private Rules rules(Optional<String> target) {
    boolean labelling = target.filter(targets.labelling()::contains).isPresent();
    MediaConfig media = new MediaReader(fields).read();
    return new Rules(
        onOff("create-if-missing", FolderConfig.DEFAULT_CREATE_IF_MISSING),
        onOff("skip-existing", FolderConfig.DEFAULT_SKIP_EXISTING),
        layout(labelling),
        fields.value(
            "virtual-folder", FolderConfig.DEFAULT_VIRTUAL_FOLDER, FolderReader::virtualFolder),
        globs("include"),
        globs("exclude"),
        fields.value("min-size", FolderConfig.DEFAULT_MIN_SIZE_BYTES, ByteSizeText::parse),
        new SizeReader(fields, targets).largest(target, media.inputType()),
        fields.section("settle").flatMap(SettleReader::read).orElse(SettleConfig.DEFAULT),
        fields.value("watch", FolderConfig.DEFAULT_WATCH, ChoiceText.of(WatchMode.class)),
        fields.value(
            "rescan-interval",
            FolderConfig.DEFAULT_RESCAN_INTERVAL,
            DurationText.atLeast(SHORTEST_RESCAN)),
        fields.value("order", FolderConfig.DEFAULT_ORDER, ChoiceText.of(BacklogOrder.class)),
        fields.value(
            "verify-existing",
            FolderConfig.DEFAULT_VERIFY_EXISTING,
            ChoiceText.of(VerifyExisting.class)),
        fields.value(
            "on-conflict", FolderConfig.DEFAULT_ON_CONFLICT, ChoiceText.of(OnConflict.class)),
        fields.value("on-change", FolderConfig.DEFAULT_ON_CHANGE, ChoiceText.of(OnChange.class)),
        media,
        labels(labelling));
  }

  private boolean labels(boolean labelling) {
    if (fields.has("labels") && !labelling) {
      fields.problem("labels", "is for folders of a target of type clarifai; remove it");
      return false;
    }
    return onOff("labels", false);
  }

  private void checkMedia(Rules rules, Optional<String> target) {
    targets
        .takes(target)
        .ifPresent(
            takes -> new MediaReader(fields).requireFitting(rules.media(), takes, target.get()));
    if (rules.media().merge().isEmpty()) {
      return;
    }
    String why = "is not for unit: directory, whose items are called as their directories";
    // Not where it is the default of a target that takes no such items, which is said already.
    if (rules.layout() == FolderLayout.PRESERVE_FOLDERS && fields.has("preserve-folders")) {
      fields.problem("preserve-folders", why);
    }
    if (rules.onConflict() == OnConflict.RENAME) {
      fields.problem("on-conflict", why);
    }
    if (rules.onChange() == OnChange.RENAME) {
      fields.problem("on-change", why);
    }
  }

  private void checkSidecars(Rules rules, Optional<String> target) {
    boolean labelling = target.filter(targets.labelling()::contains).isPresent();
    if (fields.has("annotations") && !labelling) {
      fields.problem("annotations", "is for folders of a target of type clarifai; remove it");
    } else if (rules.media().annotations() != Annotations.NONE
        && rules.settle().doneFile().toLowerCase(Locale.ROOT).endsWith(".json")) {
      fields.problem("annotations", "excludes a done-file that ends in .json, as sidecars do");
    }
  }

  private boolean onOff(String key, boolean fallback) {
    return fields.value(key, fallback, NumberText::parseSwitch);
  }

  private Optional<String> name(Optional<Path> path) {
    if (fields.has("name")) {
      return fields.value("name", FolderReader::plainName);
    }
    Optional<String> lastPart = path.map(PathText::lastPart);
    if (lastPart.isPresent() && !Checks.isPlainName(lastPart.get())) {
      fields.problem("name", "is required: the last part of path is no name");
    }
    return lastPart;
  }

  private Optional<String> target() {
    if (fields.has("target")) {
      return fields.value("target", targets::checked);
    }
    if (targets.known() && targets.onlyOne().isEmpty()) {
      fields.problem("target", "is required, since there are several: " + targets.list());
    }
    return targets.onlyOne();
  }

  private FolderLayout layout(boolean labelling) {
    boolean told = fields.has("organize-by-class") || fields.has("preserve-folders");
    if (labelling && !told) {
      return FolderLayout.PRESERVE_FOLDERS;
    }
    boolean byClass = onOff("organize-by-class", true);
    boolean preserve = onOff("preserve-folders", false);
    if (preserve && byClass && fields.has("organize-by-class")) {
      fields.problem("preserve-folders", "excludes organize-by-class: true; keep one of them");
    }
    if (preserve) {
      return FolderLayout.PRESERVE_FOLDERS;
    }
    return byClass ? FolderLayout.ORGANIZE_BY_CLASS : FolderLayout.FLAT;
  }

  private List<String> globs(String key) {
    return fields.has(key) ? fields.values(key, FolderReader::glob) : List.of();
  }

  private void finish(long least, long most) {
    fields.finish(Section.FOLDER);
    if (fields.isSound() && least > most) {
      fields.problem(
          fields.has("min-size") ? "min-size" : "max-size",
          "nothing fits: min-size "
              + ByteSizeText.render(least)
              + " is above max-size "
              + ByteSizeText.render(most));
    }
  }

  private static String plainName(String text) throws BadValue {
    if (!Checks.isPlainName(text)) {
      throw BadValue.expected(
          "must be printable, not empty and at most " + Checks.MAX_NAME_LENGTH + " characters");
    }
    return text;
  }

  private static String glob(String text) throws BadValue {
    if (text.isBlank()) {
      throw BadValue.expected("must be a pattern such as *.jpg or raw/**");
    }
    return text;
  }

  private static String virtualFolder(String text) throws BadValue {
    String folder =
        text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (!Checks.isVirtualFolder(folder)) {
      throw BadValue.expected("must be / or begin with it, such as /incoming/day, without . or ..");
    }
    return folder;
  }
}
