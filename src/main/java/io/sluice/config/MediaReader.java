package io.sluice.config;

import io.sluice.config.TargetNames.Takes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
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
    Optional<InputType> type = fields.value("input-type", ChoiceText.of(InputType.class));
    Optional<VideoRate> fps = fields.value("fps", MediaReader::rate);
    boolean asFrames = fields.value("as-frames", false, NumberText::parseSwitch);
    Unit unit = fields.value("unit", Unit.FILE, ChoiceText.of(Unit.class));
    ItemMergeMode mode =
        fields.value("item-merge-mode", ItemMergeMode.SLOTS, ChoiceText.of(ItemMergeMode.class));
    if (unit == Unit.FILE && mode != ItemMergeMode.SLOTS) {
      fields.problem("item-merge-mode", "is for unit: directory");
    }
    if (unit == Unit.DIRECTORY && asFrames) {
      fields.problem("as-frames", "excludes unit: directory, which keeps files together");
    }
    if (unit == Unit.DIRECTORY && type.isPresent()) {
      fields.problem("input-type", "excludes unit: directory; use include");
    }
    Annotations annotations =
        fields.value("annotations", Annotations.NONE, ChoiceText.of(Annotations.class));
    boolean fits = !(unit == Unit.DIRECTORY && asFrames);
    return new MediaConfig(
        type,
        fps,
        asFrames && fits,
        unit == Unit.DIRECTORY ? Optional.of(mode) : Optional.empty(),
        annotations);
  }

  /** Refuses what the target has no use for. */
  void requireFitting(MediaConfig media, Takes takes, String target) {
    switch (takes) {
      case PICTURES -> {
        String why = "is not for target " + target + ", which takes single pictures";
        refuseTypes(media, EnumSet.complementOf(EnumSet.of(InputType.IMAGE)), why);
        refuseVideoWishes(media, why);
      }
      case PICTURES_AND_VIDEOS ->
          refuseTypes(
              media,
              EnumSet.of(InputType.TEXT, InputType.AUDIO),
              "is not for target " + target + ", which takes images and videos");
      case ONE_TYPE ->
          refuseVideoWishes(media, "is not for target " + target + ", which takes single files");
    }
  }

  private void refuseTypes(MediaConfig media, Set<InputType> refused, String why) {
    if (media.inputType().filter(refused::contains).isPresent()) {
      fields.problem("input-type", why);
    }
  }

  private void refuseVideoWishes(MediaConfig media, String why) {
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
