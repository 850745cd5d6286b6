package io.sluice.config;

import io.sluice.config.TargetNames.Takes;
import java.util.Optional;

/** Reads how large the files of a folder may be. */
final class SizeReader {
  private final Fields fields;
  private final TargetNames targets;

  SizeReader(Fields fields, TargetNames targets) {
    this.fields = fields;
    this.targets = targets;
  }

  /**
   * The largest file in bytes: the target's own limit unless it is said. Where that limit depends
   * on the type of the files, more than it is refused, since the target would refuse each of them.
   */
  long largest(Optional<String> target, Optional<InputType> type) {
    long limit = targets.largestFile(target, type);
    long told = fields.value("max-size", limit, ByteSizeText::parse);
    if (told > limit && targets.takes(target).equals(Optional.of(Takes.ONE_TYPE))) {
      fields.problem(
          "max-size",
          "is above the "
              + ByteSizeText.render(limit)
              + " that target "
              + target.get()
              + " takes with input-type: "
              + ChoiceText.render(type.orElse(InputType.IMAGE))
              + "; remove it");
    }
    return told;
  }
}
