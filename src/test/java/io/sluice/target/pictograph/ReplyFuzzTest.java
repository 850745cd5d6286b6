package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.FakePictograph.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.sluice.Mutations;
import io.sluice.http.BrokenReplyException;
import io.sluice.http.HttpReply;
import io.sluice.http.ReplyJson;
import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SampleItems;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.pictograph.StepScripts.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** A server may answer anything: each item still gets one outcome, or the call a declared error. */
@Execution(ExecutionMode.CONCURRENT)
class ReplyFuzzTest {
  private static final String IMAGE =
      "{\"id\":\"i1\",\"dataset_id\":\"ds-0\",\"directory_path\":\"/stop\",\"filename\":\"0.png\","
          + "\"file_size\":77,\"sha256\":\""
          + "ab".repeat(32)
          + "\"}";
  private static final List<String> REPLIES =
      List.of(
          IMAGE,
          "{\"data\":" + IMAGE + "}",
          "{\"data\":[" + IMAGE + "],\"pagination\":{\"total\":1,\"has_more\":true,\"limit\":3}}",
          "{\"data\":{\"succeeded\":["
              + IMAGE
              + "],\"failed\":[{\"filename\":\"1.png\","
              + "\"error\":{\"code\":\"conflict\",\"message\":\"already exists\"}}]}}",
          "{\"succeeded\":[" + IMAGE + "],\"failed\":[{\"filename\":\"1.png\",\"error\":\"x\"}]}",
          "{\"data\":{\"upload_url\":\"http://127.0.0.1:1/x?sig=1\",\"filename\":\"0.png\","
              + "\"directory_path\":\"/\",\"expires_in_minutes\":15}}",
          "{\"data\":{\"upload_urls\":[{\"upload_url\":\"http://127.0.0.1:1/a?s=1\","
              + "\"filename\":\"0.png\"},{\"upload_url\":\"http://127.0.0.1:1/b?s=2\","
              + "\"filename\":\"1.png\"}],\"expires_in_minutes\":15}}",
          "{\"error\":{\"code\":\"limit_reached\",\"message\":\"m\",\"details\":{\"retry_after\":3,"
              + "\"upgrade_url\":\"https://x.example/u?k=1\",\"errors\":[{\"loc\":[\"body\",\"a\"],"
              + "\"msg\":\"bad\"}]}},\"detail\":\"d\"}",
          "{\"detail\":[{\"loc\":[\"body\",0,{}],\"msg\":[],\"type\":\"t\"}]}",
          "{\"organization\":{\"id\":\"o1\",\"name\":\"Acme\"}}",
          "{\"data\":{\"id\":\"ds-0\",\"name\":\"road-signs\"}}");
  private static final List<String> WORDS =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "-1",
          "0",
          "1e400",
          "9223372036854775808",
          "1".repeat(99),
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"../..\"",
          "\"/\"",
          ",",
          ":",
          "\"",
          "[",
          "{",
          "}",
          "[".repeat(70),
          "\"id\":",
          "\"data\":",
          "\u202e",
          "<html>",
          "\ufeff",
          "\n");
  private static final List<Step> STEPS = List.of(Step.values());
  private static final List<Integer> STATUSES = List.of(200, 201, 204, 400, 404, 409, 422, 500);

  @TempDir private Path folder;

  @Test
  void readersThrowNothingElse_whateverTheBodyIs() throws Exception {
    readers(5_000);
  }

  @Test
  void callsThrowNothingElse_whateverIsAnswered() throws Exception {
    calls(150);
  }

  @Test
  @Tag("sweep")
  void readersThrowNothingElse_whateverTheBodyIs_manyTimes() throws Exception {
    readers(1_000_000);
  }

  @Test
  @Tag("sweep")
  void callsThrowNothingElse_whateverIsAnswered_manyTimes() throws Exception {
    calls(100_000);
  }

  private void readers(int rounds) throws Exception {
    try (PictographFixture fixture = new PictographFixture()) {
      Dataset dataset = fixture.dataset();
      List<Item> items = items(fixture, dataset);
      List<SentItem> sent = items.stream().map(i -> new SentItem(i, ticket())).toList();
      new Mutations("bodies of replies")
          .feedText(rounds, REPLIES, WORDS, body -> read(body, dataset, sent));
    }
  }

  private static void read(byte[] body, Dataset dataset, List<SentItem> sent) {
    HttpReply reply = new HttpReply(200, Headers.EMPTY, ByteString.of(body), false);
    assertNotNull(ErrorBody.of(reply));
    try {
      JsonNode tree = ReplyJson.of(reply);
      EntryName.of(tree);
      assertNotNull(EntryErrors.text(tree));
      JsonNode object = WireFields.unwrap(tree);
      assertNotNull(ListingCursor.START.after(object));
      RegisteredImages images = new RegisteredImages(dataset, sent, UnaryOperator.identity());
      try {
        assertEquals(sent.size(), images.outcomes(object).size());
      } catch (BrokenReplyException e) {
        assertNotNull(e.getMessage());
      }
      assertNotNull(ImageRecord.of(object).toRemoteImage("/"));
    } catch (BrokenReplyException e) {
      assertNotNull(e.getMessage());
    }
  }

  private void calls(int rounds) throws Exception {
    try (PictographFixture fixture = new PictographFixture()) {
      Dataset dataset = fixture.dataset();
      List<Item> items = items(fixture, dataset);
      Mutations mutations = new Mutations("answers to calls");
      mutations.feedText(
          rounds,
          REPLIES,
          WORDS,
          body -> {
            int status = STATUSES.get(mutations.random().nextInt(STATUSES.size()));
            Step step = STEPS.get(mutations.random().nextInt(STEPS.size()));
            call(fixture, step, status, new String(body, StandardCharsets.UTF_8), dataset, items);
          });
    }
  }

  private static void call(
      PictographFixture fixture,
      Step step,
      int status,
      String body,
      Dataset dataset,
      List<Item> items)
      throws InterruptedException {
    Target target = fixture.target();
    List<Item> one = items.subList(0, 1);
    List<SentItem> sent = items.stream().map(i -> new SentItem(i, ticket())).toList();
    fixture.server().instead(step, reply(status, status == 204 ? "" : body));
    try {
      switch (step) {
        case ORGANIZATION -> assertNotNull(target.check());
        case DATASET, CREATE_DATASET -> assertNotNull(target.openDataset("other", true));
        case UPLOAD_URL -> assertEquals(1, target.reserve(dataset, one).size());
        case BULK_UPLOAD_URL -> assertEquals(2, target.reserve(dataset, items).size());
        case PUT -> {
          ItemOutcome outcome = target.reserve(dataset, one).get(0);
          if (outcome instanceof ItemOutcome.Reserved reserved) {
            Item item = items.get(0);
            assertNotNull(target.transfer(item, item.parts().get(0), reserved.reservation()));
          }
        }
        case REGISTER -> assertEquals(1, target.commit(dataset, sent.subList(0, 1)).size());
        case BULK_REGISTER -> assertEquals(2, target.commit(dataset, sent).size());
        case LIST -> {
          assertEquals(1, target.find(dataset, one).size());
          assertNotNull(target.list(dataset, Optional.empty(), Optional.empty()));
        }
        case DOWNLOAD -> target.capabilities();
      }
    } catch (TargetException e) {
      assertNotNull(e.getMessage());
    } finally {
      fixture.pass(java.time.Duration.ofDays(2));
    }
  }

  private List<Item> items(PictographFixture fixture, Dataset dataset) {
    SampleItems samples = new SampleItems(folder, fixture.target(), dataset);
    return List.of(samples.create("/stop", "0.png"), samples.create("/stop", "1.png"));
  }

  private static UploadTicket ticket() {
    return new UploadTicket(
        okhttp3.HttpUrl.get("http://127.0.0.1:1/x?sig=1"),
        new EntryName("/stop", "0.png"),
        "image/png",
        "g",
        java.time.Instant.MAX);
  }
}
