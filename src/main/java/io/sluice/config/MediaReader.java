package io.sluice.config;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads what a folder says of videos, and of files that belong together. */
final class MediaReader {
  private static final Pattern RATE = Pattern.compile("\\d{1,5}(\\.\\d{1,6})?");

  private final Fields fields;

  MediaReader(Fields fields) {
    this.fields = fields;
  }

  /** What is one entry of the dataset. */
  enum Unit {
    FILE,
    DIRECTORY
  }

  /** What is said, checked against itself alone. */
  MediaConfig read() {
    Optional<InputType> type = fields.value("input-type", MediaReader::inputType);
    Optional<VideoRate> fps = fields.value("fps", MediaReader::rate);
    boolean asFrames = fields.value("as-frames", false, NumberText::parseSwitch);
    Unit unit = fields.value("unit", Unit.FILE, ChoiceText.of(Unit.class));
    ItemMergeMode mode =
        fields.value("item-merge-mode", ItemMergeMode.SLOTS, MediaReader::mergeMode);
    if (unit == Unit.FILE && mode != ItemMergeMode.SLOTS) {
      fields.problem("item-merge-mode", "is for unit: directory");
    }
    if (unit == Unit.DIRECTORY && asFrames) {
      fields.problem("as-frames", "excludes unit: directory, which keeps files together");
    }
    if (unit == Unit.DIRECTORY && type.isPresent()) {
      fields.problem("input-type", "excludes unit: directory; use include");
    }
    boolean fits = !(unit == Unit.DIRECTORY && asFrames);
    return new MediaConfig(
        type, fps, asFrames && fits, unit == Unit.DIRECTORY ? Optional.of(mode) : Optional.empty());
  }

  /** Refuses what a target that takes single pictures has no use for. */
  void requirePictures(MediaConfig media, String target) {
    String why = "is not for target " + target + ", which takes single pictures";
    if (media.inputType().filter(type -> type != InputType.IMAGE).isPresent()) {
      fields.problem("input-type", why);
    }
    if (media.fps().filter(rate -> !rate.equals(VideoRate.NATIVE)).isPresent()) {
      fields.problem("fps", why);
    }
    if (media.asFrames()) {
      fields.problem("as-frames", why);
    }
    if (media.merge().isPresent()) {
      fields.problem("unit", why);
    }
  }

  private static InputType inputType(String text) throws BadValue {
    if (text.equals("text") || text.equals("audio")) {
      throw BadValue.expected("must be image or video (" + text + " is " + NotBuilt.MESSAGE + ")");
    }
    return ChoiceText.of(InputType.class).read(text);
  }

  private static ItemMergeMode mergeMode(String text) throws BadValue {
    ItemMergeMode mode = ChoiceText.of(ItemMergeMode.class).read(text);
    if (mode == ItemMergeMode.SERIES) {
      throw BadValue.expected("must be slots or channels (series is for push)");
    }
    return mode;
  }

  private static VideoRate rate(String text) throws BadValue {
    if (text.equals("native")) {
      return VideoRate.NATIVE;
    }
    double rate = RATE.matcher(text).matches() ? Double.parseDouble(text) : 0;
    if (rate <= 0 || rate > VideoRate.MOST) {
      throw BadValue.expected(
          "must be native, or a number above 0 and at most " + Math.round(VideoRate.MOST));
    }
    return new VideoRate(OptionalDouble.of(rate));
  }
}
