package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.ItemMergeMode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceWordTest {
  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--item-merge-mode | must be slots, channels or series, not 'foo'",
        "--input-type | must be image, text, video or audio, not 'foo'",
        "--log-format | must be text or json, not 'foo'"
      })
  void aWordThatIsNone_isAnsweredWithThoseThatAre_asTheHelpWritesThem(String option, String told) {
    CommandHere.Ended ended = CommandHere.run(home, "push", "a", option, "foo");
    assertEquals(2, ended.code());
    assertTrue(ended.out().contains(told), ended::out);
  }

  @Test
  void largeLettersDoToo() {
    ChoiceWord<ItemMergeMode> word = new ChoiceWord<>(ItemMergeMode.class);
    assertEquals(ItemMergeMode.SERIES, word.convert("Series"));
    assertEquals(ItemMergeMode.SLOTS, word.convert("slots"));
  }
}
