package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The requests that a report tells of are those that the server got. */
@Execution(ExecutionMode.CONCURRENT)
final class RequestCountTest {
  @TempDir private Path directory;

  @Test
  void ofManyRowsInFewRequests() throws Exception {
    try (ClarifaiHere site = new ClarifaiHere(directory)) {
      String rows =
          IntStream.range(0, 100)
              .mapToObj(i -> i + ",https://example.org/" + i + ".jpg\n")
              .collect(Collectors.joining("", "inputid,input\n", ""));
      site.file("rows.csv", rows.getBytes(StandardCharsets.UTF_8));
      CommandHere.Ended ended = site.csv(0, "rows.csv", "--csv-type", "url", "--no-labels");
      assertTold(site.server().arrivals().size(), ended);
      assertTrue(site.server().arrivals().size() < 100);
    }
  }

  @Test
  void ofFiles_whoseBytesGoToAStorage() throws Exception {
    try (DarwinHere site = new DarwinHere(directory)) {
      site.image("1.png");
      site.image("2.png");
      CommandHere.Ended ended = site.push(0, "1.png", "2.png");
      assertTold(site.server().arrivals().size(), ended);
    }
  }

  private static void assertTold(int requests, CommandHere.Ended ended) {
    assertEquals(0, ended.code(), ended::out);
    String told = "Requests: " + requests + "." + System.lineSeparator();
    assertTrue(ended.out().contains(told), () -> requests + " arrived, but " + ended.out());
  }
}
