package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A CSV file of a million rows in a small heap: {@code mvn verify -Pbench -Dit.test=CsvBenchIT};
 * {@code -Dcsv.rows=N} for another number of rows, {@code -Dcsv.heap=128m} for another heap.
 */
@Tag("bench")
final class CsvBenchIT {
  private static final int ROWS = Integer.getInteger("csv.rows", 1_000_000);
  private static final String HEAP = System.getProperty("csv.heap", "64m");

  @TempDir private Path directory;

  @Test
  void rowsOfTheLongestTexts_inTheHeapThatTheDocsName() throws Exception {
    int count = 60;
    String words = "lorem ipsum \u00e9\u4e2d ";
    String text = words.repeat(990_000 / words.length());
    try (ClarifaiHere site = new ClarifaiHere(directory)) {
      site.server().keepLittle();
      try (BufferedWriter out = Files.newBufferedWriter(site.in().resolve("rows.csv"))) {
        out.write("input\n");
        for (int i = 0; i < count; i++) {
          out.write(i + " " + text + "\n");
        }
      }
      List<String> line =
          List.of(
              "csv",
              "rows.csv",
              "--dataset",
              ClarifaiHere.DATASET,
              "--csv-type",
              "raw",
              "--no-labels",
              "--json",
              "-c",
              site.configuration().toString());
      Path logs = Files.createDirectories(directory.resolve("logs"));
      try (SluiceProcess csv = SluiceProcess.start(site.in(), logs, List.of("-Xmx128m"), line)) {
        assertEquals(0, csv.awaitExit(Duration.ofMinutes(3)), csv::toString);
        assertTrue(csv.out().contains("\"images_uploaded\":" + count), csv::toString);
      }
    }
  }

  @Test
  void aMillionRows_inASmallHeap() throws Exception {
    try (ClarifaiHere site = new ClarifaiHere(directory)) {
      site.server().keepLittle();
      try (BufferedWriter out = Files.newBufferedWriter(site.in().resolve("rows.csv"))) {
        out.write("inputid,input,concepts,metadata,geopoints\n");
        for (int i = 0; i < ROWS; i++) {
          out.write(
              "r%d,https://e.example/%d.jpg,\"cat, dog\",{'n': %d},\"1,2\"%n".formatted(i, i, i));
        }
      }
      List<String> line =
          List.of(
              "csv",
              "rows.csv",
              "--dataset",
              ClarifaiHere.DATASET,
              "--csv-type",
              "url",
              "--json",
              "--batch-size",
              "128",
              "--no-wait",
              "-c",
              site.configuration().toString());
      Path logs = Files.createDirectories(directory.resolve("logs"));
      long start = System.nanoTime();
      try (SluiceProcess csv = SluiceProcess.start(site.in(), logs, List.of("-Xmx" + HEAP), line)) {
        String peak = "";
        while (csv.isAlive()) {
          peak = csv.peakMemory().orElse(peak);
          java.util.concurrent.locks.LockSupport.parkNanos(500_000_000);
        }
        assertEquals(0, csv.awaitExit(Duration.ofMinutes(1)), csv::toString);
        assertTrue(csv.out().contains("\"images_uploaded\":" + ROWS), csv::toString);
        System.out.printf(
            "bench: %d rows of a CSV file in a heap of %s: %d s, peak of resident memory %s%n",
            ROWS, HEAP, (System.nanoTime() - start) / 1_000_000_000, peak);
      }
      assertEquals(ROWS, site.server().inputs().size());
    }
  }
}
