package io.sluice.target.clarifai;

import static io.sluice.target.clarifai.ClarifaiScripts.reply;
import static io.sluice.target.clarifai.ClarifaiScripts.status;
import static io.sluice.target.clarifai.ClarifaiSteps.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts, videos and sounds: what arrives, what is refused, and what is said of it. */
@Execution(ExecutionMode.CONCURRENT)
class ClarifaiKindsTest {
  private static final String ADVICE =
      "set the app's primary input type to Text/Document in the app's settings";

  @TempDir private Path folder;
  private ClarifaiSteps steps;

  @BeforeEach
  void open() throws Exception {
    steps = new ClarifaiSteps(folder, false);
  }

  @AfterEach
  void close() throws Exception {
    steps.close();
  }

  private Item file(String name, int size) {
    byte[] content = new byte[size];
    Arrays.fill(content, (byte) 'x');
    return steps.items().create("/", name, content);
  }

  private Item text(String name, String content) {
    return steps.items().create("/", name, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyKindArrives_inOneRequest_asTheFileIs() throws Exception {
    String said =
        "a \"quoted\" \\ line\r\n\t\u0000\u0001\u001F\u007F \u2028 \u00E9\u6F22\uD83D\uDE00 </x>";
    List<Item> group =
        List.of(
            text("note.TXT", said),
            steps.items().create("/", "sign.jpg"),
            file("walk.MP4", 1_000),
            file("bell.wav", 1_000),
            text("more.md", "# more"));
    steps.upload(group).forEach(end -> assertInstanceOf(ItemOutcome.Done.class, end));
    assertEquals(1, steps.server().posts().size());
    for (Item item : group) {
      FakeInput input =
          steps.server().inputs().stream()
              .filter(one -> one.fileName().equals(item.name().fileName()))
              .findFirst()
              .orElseThrow();
      assertEquals(steps.items().digest(item).hex(), input.sha256());
    }
  }

  @Test
  void aByteOrderMark_isNoPartOfTheText() throws Exception {
    assertInstanceOf(ItemOutcome.Done.class, steps.upload(text("note.txt", "\uFEFFhello \uFEFF!")));
    FakeInput input = steps.server().input("note");
    byte[] sent = "hello \uFEFF!".getBytes(StandardCharsets.UTF_8);
    assertEquals(okio.ByteString.of(sent).sha256().hex(), input.sha256());
    // Of the file, so that it is known again.
    assertEquals(sent.length + 3, input.data().path("metadata").path("size").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C3; from byte 0 on",
        "61 C3 28; from byte 1 on",
        "61 ED A0 80; from byte 1 on",
        "61 C0 80; from byte 1 on",
        "61 F5 80 80 80; from byte 1 on",
        "FF FE 61 00; looks like UTF-16",
        "FE FF 00 61; looks like UTF-16",
        "20 0D 0A 09; empty",
        "00 00 00; empty",
        "EF BB BF; empty",
        "C2 A0 E2 80 83; empty"
      })
  void whatIsNoText_isRefused_andNothingIsSent(String hex, String reason) throws Exception {
    byte[] bytes = okio.ByteString.decodeHex(hex.replace(" ", "")).toByteArray();
    ItemOutcome.Rejected end = refusedUnsent(steps.items().create("/", "note.txt", bytes));
    assertTrue(end.reason().contains(reason), end.reason());
  }

  @Test
  void aCharacterThatIsCutByTwoReads_isATextAllTheSame() throws Exception {
    for (int before = 65_533; before < 65_537; before++) {
      String said = "x".repeat(before) + "\uD83D\uDE00" + "y".repeat(70_000) + "\u6F22";
      assertInstanceOf(
          ItemOutcome.Done.class, steps.upload(text("n" + before + ".txt", said)), "at " + before);
    }
    byte[] cut = ("x".repeat(65_534) + "\uD83D\uDE00").getBytes(StandardCharsets.UTF_8);
    Item item = steps.items().create("/", "cut.txt", Arrays.copyOf(cut, cut.length - 1));
    ItemOutcome.Rejected end = refusedUnsent(item);
    assertTrue(end.reason().contains("from byte 65534 on"), end.reason());
  }

  private ItemOutcome.Rejected refusedUnsent(Item item) throws Exception {
    int posts = steps.server().posts().size();
    ItemOutcome leave = steps.target().reserve(steps.dataset(), List.of(item)).get(0);
    ItemOutcome end =
        leave instanceof ItemOutcome.Reserved reserved
            ? steps.target().transfer(item, item.parts().get(0), reserved.reservation())
            : leave;
    assertEquals(posts, steps.server().posts().size());
    return assertInstanceOf(ItemOutcome.Rejected.class, end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.txt", "a.wav"})
  void whatIsAboveItsKindsLimit_isRefused_andNothingIsSent(String name) throws Exception {
    assertEquals(413, refusedUnsent(file(name, 20_000_001)).status());
    assertInstanceOf(ItemOutcome.Done.class, steps.upload(file("b" + name, 20_000_000)));
  }

  @Test
  void aVideoMayBeLarger_butNotThanARequest() throws Exception {
    assertInstanceOf(ItemOutcome.Done.class, steps.upload(file("a.mov", 30_000_000)));
    assertEquals(413, refusedUnsent(file("b.mov", 88_000_001)).status());
  }

  @Test
  void aTextThatIsTooLongOnceItIsEscaped_isNotSent() throws Exception {
    byte[] controls = new byte[20_000_000];
    controls[0] = 'x';
    List<SentItem> sent = steps.ready(List.of(steps.items().create("/", "c.txt", controls)));
    fails(Kind.TOO_LARGE, () -> steps.commit(sent));
    assertEquals(List.of(), steps.server().posts());
  }

  @Test
  void twoVideos_areNotSentInOneRequest() throws Exception {
    List<SentItem> sent = steps.ready(List.of(file("a.mp4", 10), file("b.mp4", 10)));
    fails(Kind.TOO_LARGE, () -> steps.commit(sent));
    assertEquals(List.of(), steps.server().posts());
    for (SentItem one : sent) {
      assertInstanceOf(ItemOutcome.Done.class, steps.commit(List.of(one)).get(0));
    }
  }

  @Test
  void anAppThatIsNotForTexts_refusesEachOfARequest_andSaysWhatToSet() throws Exception {
    steps.server().kinds().refuseRequestsOf("text");
    List<Item> group = List.of(text("a.txt", "a"), text("b.txt", "b"));
    for (ItemOutcome end : steps.upload(group)) {
      String reason = assertInstanceOf(ItemOutcome.Rejected.class, end).reason();
      assertTrue(reason.contains("no matching input (22001); " + ADVICE), reason);
    }
    assertEquals(1, steps.server().posts().size());
    steps.server().kinds().takeAll();
    steps.upload(group).forEach(end -> assertInstanceOf(ItemOutcome.Done.class, end));
  }

  @Test
  void anAppThatIsNotForTexts_refusesTheTextAlone_whereItNamesIt() throws Exception {
    steps.server().kinds().refuseInputsOf("text");
    List<ItemOutcome> ends =
        steps.upload(List.of(text("a.txt", "a"), steps.items().create("/", "b.jpg")));
    String reason = assertInstanceOf(ItemOutcome.Rejected.class, ends.get(0)).reason();
    assertTrue(reason.contains(ADVICE), reason);
    assertInstanceOf(ItemOutcome.Done.class, ends.get(1));
  }

  @Test
  void textsAndImagesThatAreRefusedTogether_areTriedApart() throws Exception {
    steps.server().kinds().refuseRequestsOf("text");
    List<SentItem> sent =
        steps.ready(List.of(text("a.txt", "a"), steps.items().create("/", "b.jpg")));
    fails(Kind.GROUP_REFUSED, () -> steps.commit(sent));
    assertInstanceOf(ItemOutcome.Rejected.class, steps.commit(sent.subList(0, 1)).get(0));
    assertInstanceOf(ItemOutcome.Done.class, steps.commit(sent.subList(1, 2)).get(0));
  }

  @Test
  void anAppThatIsNotForImages_isNotAskedToBecomeOneForTexts() throws Exception {
    steps.server().kinds().refuseRequestsOf("image");
    String reason =
        assertInstanceOf(
                ItemOutcome.Rejected.class, steps.upload(steps.items().create("/", "b.jpg")))
            .reason();
    assertTrue(reason.contains("primary input type"), reason);
    assertFalse(reason.contains("Text/Document"), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"WORKFLOW_NO_MATCHING_INPUT\"", "\"22001\"", "30104"})
  void theRefusalIsKnown_byNumberNameOrWords(String code) throws Exception {
    List<SentItem> sent = steps.ready(List.of(text("a.txt", "a")));
    steps
        .server()
        .scripts()
        .instead(
            Step.POST_INPUTS,
            reply(
                400,
                "{\"status\":{\"code\":%s,\"description\":\"Workflow has no matching input\"}}"
                    .formatted(code)));
    ItemOutcome end = steps.commit(sent).get(0);
    String reason = assertInstanceOf(ItemOutcome.Rejected.class, end).reason();
    assertTrue(reason.contains("; " + ADVICE), reason);
  }

  @Test
  void aTextThatIsRefusedForAnotherReason_namesTheAppAsAPossibleOne() throws Exception {
    List<SentItem> sent = steps.ready(List.of(text("a.txt", "a")));
    steps.server().scripts().instead(Step.POST_INPUTS, status(400, 11102, "Invalid request"));
    ItemOutcome end = steps.commit(sent).get(0);
    String reason = assertInstanceOf(ItemOutcome.Rejected.class, end).reason();
    assertTrue(reason.contains("should the app not be for texts, " + ADVICE), reason);
  }

  @Test
  void aTextThatChangesBeforeItIsSent_isNotSentWhole() throws Exception {
    Item item = text("a.txt", "x".repeat(200_000));
    List<SentItem> sent = steps.ready(List.of(item));
    // As long as it was, but longer once it is escaped.
    Files.writeString(steps.items().path(item), "\"".repeat(200_000));
    assertInstanceOf(ItemOutcome.SourceChanged.class, steps.commit(sent).get(0));
    assertEquals(List.of(), steps.server().inputs());
  }
}
