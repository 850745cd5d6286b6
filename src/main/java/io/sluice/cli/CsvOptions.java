package io.sluice.cli;

import io.sluice.app.CsvRequest;
import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.csv.CsvType;
import io.sluice.file.DisplayText;
import io.sluice.item.InputKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which CSV file is read, and how. */
final class CsvOptions {
  @Parameters(paramLabel = "FILE", description = "The CSV file, in UTF-8.")
  private Path file;

  @Option(
      names = "--dataset",
      paramLabel = "D",
      required = true,
      description = "The dataset; made where it is missing.")
  private String dataset;

  @Option(
      names = "--target",
      paramLabel = "T",
      description = {
        "A target of the configuration, of type clarifai (default: the only one of that type)."
      })
  private String target;

  @Option(
      names = "--csv-type",
      paramLabel = "TYPE",
      required = true,
      converter = TypeText.class,
      description = "What the column input holds: url, file_path or raw (texts).")
  private CsvType type;

  @Option(
      names = "--input-type",
      paramLabel = "KIND",
      converter = KindText.class,
      description = "image, text, video or audio (default: image; with raw: text).")
  private InputKind kind;

  @Option(names = "--no-labels", description = "Leave the column concepts alone.")
  private boolean noLabels;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Inputs in one request, 1 to 128 (default: the target's own, 32).")
  private Integer batchSize;

  @Option(
      names = "--retry-duplicates",
      description = {
        "Send rows whose ids are taken, or that are there by their ids alone, under ids of their"
            + " own."
      })
  private boolean retryDuplicates;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the ledger is kept while the rows are under way.")
  private Path stateDirectory;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Parallel requests to the target, 1 to 64.")
  private Integer workers;

  /** Reads {@code url}, {@code file_path}, {@code file-path} or {@code raw}. */
  static final class TypeText implements ITypeConverter<CsvType> {
    @Override
    public CsvType convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT).replace('-', '_')) {
        case "url" -> CsvType.URL;
        case "file_path" -> CsvType.FILE_PATH;
        case "raw" -> CsvType.RAW;
        default ->
            throw new TypeConversionException(
                "must be url, file_path or raw, not '" + DisplayText.of(text, 40) + "'");
      };
    }
  }

  /** Reads {@code image}, {@code text}, {@code video} or {@code audio}. */
  static final class KindText implements ITypeConverter<InputKind> {
    @Override
    public InputKind convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "image" -> InputKind.IMAGE;
        case "text" -> InputKind.TEXT;
        case "video" -> InputKind.VIDEO;
        case "audio" -> InputKind.AUDIO;
        default ->
            throw new TypeConversionException(
                "must be image, text, video or audio, not '" + DisplayText.of(text, 40) + "'");
      };
    }
  }

  Path file() {
    return file;
  }

  /**
   * Looks whether the options fit each other.
   *
   * @throws UsageException with all that does not
   */
  void requireFitting() throws UsageException {
    List<String> problems = new ArrayList<>();
    if (dataset.isBlank()) {
      problems.add("--dataset is empty; is a variable not set?");
    }
    if (type == CsvType.RAW && kind() != InputKind.TEXT) {
      problems.add("--csv-type raw is for texts: drop --input-type, or give --input-type text");
    }
    if (batchSize != null && (batchSize < 1 || batchSize > CsvRequest.LARGEST_BATCH)) {
      problems.add("--batch-size must be 1 to " + CsvRequest.LARGEST_BATCH + ", not " + batchSize);
    }
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
  }

  private InputKind kind() {
    InputKind usual = type == CsvType.RAW ? InputKind.TEXT : InputKind.IMAGE;
    return kind == null ? usual : kind;
  }

  /** The target that is meant. */
  String target(SluiceConfig config) throws UsageException {
    if (target != null) {
      return target;
    }
    List<String> fitting =
        config.targets().stream()
            .filter(ClarifaiTargetConfig.class::isInstance)
            .map(TargetConfig::name)
            .toList();
    if (fitting.size() != 1) {
      throw new UsageException(
          "name a target of type clarifai with --target; the configuration has "
              + (fitting.isEmpty() ? "none" : DisplayText.of(String.join(", ", fitting))));
    }
    return fitting.get(0);
  }

  /** Where it goes, and how fast. */
  AdHocOptions adHoc(String targetName) {
    return AdHocOptions.of(
        Optional.of(targetName),
        Optional.ofNullable(stateDirectory),
        workers == null ? OptionalInt.empty() : OptionalInt.of(workers));
  }

  /**
   * What is asked for.
   *
   * @param workingDirectory where relative paths start
   */
  CsvRequest request(Path workingDirectory, String targetName) throws UsageException {
    try {
      return new CsvRequest(
          workingDirectory.resolve(file).normalize(),
          targetName,
          dataset,
          type,
          kind(),
          !noLabels,
          batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize),
          retryDuplicates);
    } catch (IllegalArgumentException e) {
      throw new UsageException(DisplayText.of(e.getMessage()));
    }
  }
}
