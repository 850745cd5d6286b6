package io.sluice.config;

import io.sluice.config.NotBuilt.Section;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code settle} of a folder. */
final class SettleReader {
  private SettleReader() {}

  static Optional<SettleConfig> read(Fields fields) {
    SettleConfig base = SettleConfig.DEFAULT;
    QuietPeriod quiet = fields.value("quiet-period", base.quietPeriod(), SettleReader::quietPeriod);
    Duration maxWait = fields.value("max-wait", base.maxWait(), DurationText::parse);
    boolean check = fields.value("check-structure", base.checkStructure(), NumberText::parseSwitch);
    OnIncomplete onIncomplete =
        fields.value("on-incomplete", base.onIncomplete(), ChoiceText.of(OnIncomplete.class));
    String doneFile = fields.value("done-file", base.doneFile(), DoneFileText::parse);
    fields.finish(Section.OTHER);
    if (fields.isSound()
        && quiet instanceof QuietPeriod.Fixed fixed
        && maxWait.compareTo(fixed.duration()) < 0) {
      fields.problem(
          "max-wait",
          "must not be below quiet-period: "
              + DurationText.render(maxWait)
              + " is less than "
              + DurationText.render(fixed.duration()));
    }
    return fields.isSound()
        ? Optional.of(new SettleConfig(quiet, maxWait, check, onIncomplete, doneFile))
        : Optional.empty();
  }

  private static QuietPeriod quietPeriod(String text) throws BadValue {
    if (text.equals("auto")) {
      return new QuietPeriod.Auto();
    }
    try {
      return new QuietPeriod.Fixed(DurationText.parse(text));
    } catch (BadValue e) {
      throw BadValue.expected(e.getMessage() + ", or auto");
    }
  }
}
