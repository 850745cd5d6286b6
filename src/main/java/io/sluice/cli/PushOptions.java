package io.sluice.cli;

import io.sluice.app.PushRequest;
import io.sluice.config.InputType;
import io.sluice.config.ItemMergeMode;
import io.sluice.config.MediaConfig;
import io.sluice.config.VideoRate;
import io.sluice.file.DisplayText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is pushed, and how it is named and taken. */
final class PushOptions {
  private static final Pattern RATE = Pattern.compile("\\d{1,5}(\\.\\d{1,6})?");

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files, and directories with everything below them.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--dataset",
      paramLabel = "D",
      required = true,
      description = "The dataset; made where it is missing.")
  private String dataset;

  @Option(
      names = "--target",
      paramLabel = "T",
      description = "A target of the configuration (default: the embedded dataset server).")
  private String target;

  @Option(
      names = "--path",
      paramLabel = "DIR",
      description = "Virtual folder that everything goes to (default: /).",
      defaultValue = "/")
  private String directory;

  @Option(
      names = "--preserve-folders",
      description = {
        "Keep the directories below a named one as virtual folders, below --path; its own"
            + " name is not kept (default: all files side by side)."
      })
  private boolean preserveFolders;

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = {
        "Leave out what matches, as in a .gitignore file, seen from each named directory;"
            + " may be given several times."
      })
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--input-type",
      paramLabel = "TYPE",
      description = {
        "Only files of this type: image, text, video or audio, where the target takes it"
            + " (default: all that it takes; with a clarifai target: image)."
      })
  private InputType inputType;

  @Option(
      names = "--fps",
      paramLabel = "N|native",
      description = "Frames a second that are taken of videos (default: native, all of them).")
  private String fps;

  @Option(
      names = "--as-frames",
      description = "Each frame of a video by itself (default: the video as a whole).")
  private boolean asFrames;

  @Option(
      names = "--item-merge-mode",
      paramLabel = "MODE",
      description = {
        "One item of each PATH, a directory, of the files directly in it: slots,"
            + " channels (images, at most 16) or series (.dcm files)."
      })
  private ItemMergeMode merge;

  @Option(
      names = "--retry-duplicates",
      description = {
        "Send files whose ids are taken, or that are there by their names alone, under ids of"
            + " their own (clarifai)."
      })
  private boolean retryDuplicates;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the ledger and embedded datasets are kept.")
  private Path stateDirectory;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Parallel transfers to the target, 1 to 64.")
  private Integer workers;

  List<Path> paths() {
    return paths;
  }

  /** Where it goes, and how fast. */
  AdHocOptions adHoc() {
    return AdHocOptions.of(
        Optional.ofNullable(target),
        Optional.ofNullable(stateDirectory),
        workers == null ? OptionalInt.empty() : OptionalInt.of(workers));
  }

  /**
   * What is asked for.
   *
   * @param workingDirectory where relative paths start
   * @throws UsageException when the options do not fit each other
   */
  PushRequest request(Path workingDirectory, String targetName) throws UsageException {
    List<String> problems = new ArrayList<>();
    if (merge != null && preserveFolders) {
      problems.add("--item-merge-mode makes one item of a directory; drop --preserve-folders");
    }
    if (merge != null && asFrames) {
      problems.add("--item-merge-mode keeps files together as one item; drop --as-frames");
    }
    if (merge != null && inputType != null) {
      problems.add("--item-merge-mode says itself which files it takes; drop --input-type");
    }
    if (dataset.isBlank()) {
      problems.add("--dataset is empty; is a variable not set?");
    }
    Optional<VideoRate> rate = rate(problems);
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
    try {
      return new PushRequest(
          paths.stream().map(path -> workingDirectory.resolve(path).normalize()).toList(),
          targetName,
          dataset,
          directory(),
          preserveFolders,
          exclude,
          new MediaConfig(
              Optional.ofNullable(inputType), rate, asFrames, Optional.ofNullable(merge)),
          retryDuplicates);
    } catch (IllegalArgumentException e) {
      throw new UsageException(DisplayText.of(e.getMessage()));
    }
  }

  private Optional<VideoRate> rate(List<String> problems) {
    if (fps == null) {
      return Optional.empty();
    }
    if (fps.equals("native")) {
      return Optional.of(VideoRate.NATIVE);
    }
    double rate = RATE.matcher(fps).matches() ? Double.parseDouble(fps) : 0;
    if (rate <= 0 || rate > VideoRate.MOST) {
      problems.add(
          "--fps must be a number above 0 and at most "
              + Math.round(VideoRate.MOST)
              + ", or native, not '"
              + DisplayText.of(fps)
              + "'");
      return Optional.empty();
    }
    return Optional.of(VideoRate.perSecond(rate));
  }

  /** With the slash that it begins with, and without the one that it may end with. */
  private String directory() {
    String text = directory.startsWith("/") ? directory : "/" + directory;
    return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
