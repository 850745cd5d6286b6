package io.sluice.app;

import io.sluice.config.InputType;
import io.sluice.image.AudioCheck;
import io.sluice.image.MediaCheck;
import io.sluice.image.StructureCheck;
import io.sluice.image.Verdict;
import io.sluice.source.FolderFilter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Which check of a file's structure is for it, by its extension.
 *
 * @param files what the target takes
 */
record ContentCheck(TargetFiles files) {
  /**
   * Checks a file as it is now.
   *
   * @param name its own name
   * @throws IOException only if the file cannot be read, never for its content
   */
  Verdict of(String name, FileChannel channel) throws IOException {
    Optional<InputType> type = files.typeOf(name);
    if (type.equals(Optional.of(InputType.TEXT))) {
      return channel.size() == 0
          ? new Verdict.Incomplete("the file is empty")
          : new Verdict.Unknown("a text does not say where it ends");
    }
    if (type.equals(Optional.of(InputType.AUDIO))) {
      return AudioCheck.check(channel);
    }
    return FolderFilter.hasExtension(name, files.others())
        ? MediaCheck.check(name, channel)
        : StructureCheck.check(channel);
  }
}
