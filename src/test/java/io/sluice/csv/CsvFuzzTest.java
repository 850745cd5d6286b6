package io.sluice.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Mutations;
import io.sluice.annotation.DetailsJson;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A CSV file that may hold anything: each row is an input or a mistake with its line. */
final class CsvFuzzTest {
  private static final String TABLE =
      """
      inputid,input,concepts,metadata,geopoints
      a-1,https://e.example/1?x=1,"cat, dog","{'k': 'it's', 'n': [1, None]}","1,2"
      ,"https://e.example/""2",,"{""a"": {""b"": 1.5}}",\r

      "b","x
      y",z,,"-180,90"\r""";
  private static final List<String> WORDS =
      List.of(
          "\n",
          "\r\n",
          "\r",
          "\"",
          "\"\"",
          ",",
          ",,",
          "'",
          "\\",
          "\0",
          "\uFEFF",
          "{",
          "}",
          "[[[[",
          "': '",
          "', '",
          "1e999",
          "-0",
          "NaN",
          "True",
          "\\ud800",
          "\uD83D\uDE00",
          "\u2028",
          ":");

  @Test
  void everyRowHasAnAnswer() {
    fuzz(1_500);
  }

  @Test
  @Tag("sweep")
  void everyRowHasAnAnswer_manyTimes() {
    fuzz(300_000);
  }

  private static void fuzz(int rounds) {
    for (CsvType type : CsvType.values()) {
      Mutations mutations = new Mutations("CSV files, " + type);
      mutations.feedText(rounds, List.of(TABLE), WORDS, bytes -> read(bytes, type));
      for (int i = 0; i < rounds / 10; i++) {
        mutations.feed(withHeader(mutations.noise(300)), bytes -> read(bytes, type));
      }
    }
    new Mutations("metadata")
        .feedText(
            rounds,
            List.of("{'k': 'it's', 'n': [1, None, {'x': \"y\"}]}", "{\"a\": {\"b\": [1.5e3]}}"),
            WORDS,
            bytes -> metadata(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static byte[] withHeader(byte[] noise) {
    byte[] header = "input,concepts\n".getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(header, header.length + noise.length);
    System.arraycopy(noise, 0, all, header.length, noise.length);
    return all;
  }

  private static void read(byte[] bytes, CsvType type) throws Exception {
    long lines = new String(bytes, StandardCharsets.ISO_8859_1).chars().filter(c -> c < 14).count();
    long last = 0;
    try (CsvRows rows = CsvRows.open(new ByteArrayInputStream(bytes), type, true)) {
      for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        assertTrue(row.get().line() > last, "lines must grow");
        assertTrue(row.get().line() <= lines + 1, "there is no such line");
        last = row.get().line();
        if (row.get() instanceof CsvRow.Input input) {
          // What is kept of it must be readable again.
          String kept = DetailsJson.write(input.details());
          assertEquals(input.details(), DetailsJson.read(kept));
        }
      }
    } catch (WrongTableException e) {
      assertTrue(e.getMessage().length() < 300, e::getMessage);
    }
  }

  private static void metadata(String text) {
    try {
      String json = MetadataText.read(text);
      assertEquals(json, MetadataText.read(json));
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().length() < 200, e::getMessage);
    }
  }
}
