package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileStamp;
import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose names come to one id, and ids that others have. */
class ClarifaiNamesTest {
  private static final byte[] CONTENT = "the same picture".getBytes(StandardCharsets.UTF_8);

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

  private List<Item> colliding() {
    return new ArrayList<>(
        List.of(
            steps.items().create("/", "cat.jpg"),
            steps.items().create("/", "cat.png"),
            steps.items().create("/", "Cat.JPG"),
            steps.items().create("/dogs", "cat.jpg"),
            steps.items().create("/dogs", "a.b.jpg"),
            steps.items().create("/dogs", "a_b.jpg"),
            steps.items().create("/", "写真.jpg"),
            steps.items().create("/", "絵.jpg"),
            steps.items().create("/", "input-00000000.jpg"),
            steps.items().create("/", "y".repeat(100) + "1.jpg"),
            steps.items().create("/", "y".repeat(100) + "2.jpg")));
  }

  @Test
  void everyFileHasAnInputOfItsOwn_andIsFoundAgainInAnyOrder() throws Exception {
    List<Item> files = colliding();
    steps.upload(files).forEach(outcome -> assertInstanceOf(ItemOutcome.Done.class, outcome));
    assertEquals(files.size(), steps.server().inputs().size());
    assertEachHasItsBytes(files);
    Collections.reverse(files);
    for (ItemOutcome outcome : steps.target().reserve(steps.dataset(), files)) {
      assertInstanceOf(ItemOutcome.NameTaken.class, outcome);
    }
    for (Item file : files) {
      Finding.Present found = assertInstanceOf(Finding.Present.class, steps.find(file));
      assertEquals(steps.items().digest(file), found.image().digest().orElseThrow());
      assertEquals(file.name().fileName(), found.image().fileName());
    }
  }

  private void assertEachHasItsBytes(List<Item> files) throws IOException {
    Map<RemoteName, String> expected = new HashMap<>();
    for (Item file : files) {
      expected.put(file.name(), steps.items().digest(file).hex());
    }
    Map<RemoteName, String> there = new HashMap<>();
    for (FakeInput input : steps.server().inputs()) {
      there.put(
          new RemoteName(steps.dataset().id(), input.directory(), input.fileName()),
          input.sha256());
    }
    assertEquals(expected, there);
  }

  @Test
  void secondFileOfAnId_isSentUnderAnother_whenTheFirstWasQuicker() throws Exception {
    List<SentItem> one = steps.ready(List.of(steps.items().create("/", "cat.jpg")));
    // Another process had the same idea.
    steps.server().addInput("cat", "", "{\"filename\":\"cat.gif\"}");
    assertInstanceOf(ItemOutcome.NameTaken.class, steps.commit(one).get(0));
    Item again = steps.items().again(one.get(0).item());
    assertInstanceOf(Finding.Absent.class, steps.find(again));
    assertInstanceOf(ItemOutcome.Done.class, steps.upload(again));
    assertEquals(2, steps.server().inputs().size());
  }

  @Test
  void otherContentUnderTheName_isFoundAsSuch_andStays() throws Exception {
    Item file = steps.items().create("/", "cat.jpg");
    steps.upload(file);
    String before = steps.server().input("cat").sha256();
    Item changed = steps.items().create("/", "cat.jpg");
    assertInstanceOf(
        ItemOutcome.NameTaken.class,
        steps.target().reserve(steps.dataset(), List.of(changed)).get(0));
    Finding.Present found = assertInstanceOf(Finding.Present.class, steps.find(changed));
    assertEquals(before, found.image().digest().orElseThrow().hex());
    assertEquals(1, steps.server().inputs().size());
  }

  @Test
  void sameFileInAnotherDatasetOfTheApp_isAddedToIt_andNotSentAgain() throws Exception {
    Dataset other = steps.target().openDataset("second", true);
    steps.upload(steps.items().create("/a", "cat.jpg", CONTENT));
    Item same =
        steps
            .items()
            .create("/a", "cat.jpg", CONTENT)
            .withName(new RemoteName(other.id(), "/a", "cat.jpg"));
    List<SentItem> ready = steps.ready(other, List.of(same));
    assertInstanceOf(ItemOutcome.Done.class, steps.target().commit(other, ready).get(0));
    assertEquals(1, steps.server().posts().size());
    assertEquals(List.of("cat"), steps.server().members("second"));
    assertEquals(List.of("cat"), steps.server().members(ClarifaiFixture.DATASET));
  }

  @Test
  void otherFileOfTheSameNameInAnotherDataset_hasAnInputOfItsOwn() throws Exception {
    Dataset other = steps.target().openDataset("second", true);
    steps.upload(steps.items().create("/a", "cat.jpg"));
    Item different =
        steps.items().create("/a", "cat.jpg").withName(new RemoteName(other.id(), "/a", "cat.jpg"));
    List<SentItem> ready = steps.ready(other, List.of(different));
    assertInstanceOf(ItemOutcome.Done.class, steps.target().commit(other, ready).get(0));
    assertEquals(2, steps.server().inputs().size());
    assertEquals(1, steps.server().members("second").size());
  }

  @Test
  void inputThatWasTakenOutOfTheDataset_isAddedAgain() throws Exception {
    Item file = steps.items().create("/", "cat.jpg");
    steps.upload(file);
    steps.server().removeFromDataset(ClarifaiFixture.DATASET, "cat");
    Item again = steps.items().again(file);
    assertInstanceOf(Finding.Absent.class, steps.find(again));
    assertInstanceOf(Finding.Absent.class, steps.find(asTheLedgerHasIt(again)));
    assertInstanceOf(ItemOutcome.Done.class, steps.upload(again));
    assertEquals(1, steps.server().posts().size());
    assertEquals(List.of("cat"), steps.server().members(ClarifaiFixture.DATASET));
  }

  /** Without the part of the stamp that the ledger does not keep. */
  private static Item asTheLedgerHasIt(Item item) {
    Part part = item.parts().get(0);
    StampedFile file = ((Source.LocalFile) part.source()).file();
    FileStamp kept =
        new FileStamp(
            file.stamp().sizeBytes(), file.stamp().modifiedAt(), file.stamp().changedAt(), "");
    Source source = new Source.LocalFile(file.withStamp(kept), Optional.empty());
    return item.withParts(List.of(new Part(part.slot(), source, part.token())));
  }

  @Test
  void inputOfAnotherClient_countsByItsName_whereItIsInTheDataset() throws Exception {
    steps.server().addInput("cat", ClarifaiFixture.DATASET, "");
    Item file = steps.items().create("/", "cat.jpg");
    assertInstanceOf(
        ItemOutcome.NameTaken.class, steps.target().reserve(steps.dataset(), List.of(file)).get(0));
    Finding.Present found = assertInstanceOf(Finding.Present.class, steps.find(file));
    assertTrue(found.image().digest().isEmpty());
    assertTrue(found.image().sizeBytes().isEmpty());
  }

  @Test
  void inputOfAnotherClient_isInNobodysWay_whereItIsNotInTheDataset() throws Exception {
    steps.server().addInput("cat", "", "");
    assertInstanceOf(ItemOutcome.Done.class, steps.upload(steps.items().create("/", "cat.jpg")));
    assertEquals(2, steps.server().inputs().size());
  }

  @Test
  void inputOfAnotherClientWithAnotherFileName_isAnotherFile() throws Exception {
    steps.server().addInput("cat", ClarifaiFixture.DATASET, "{\"filename\":\"cat.png\"}");
    assertInstanceOf(ItemOutcome.Done.class, steps.upload(steps.items().create("/", "cat.jpg")));
    assertEquals(2, steps.server().members(ClarifaiFixture.DATASET).size());
  }

  @Test
  void looksManyUp_inFewRequests() throws Exception {
    List<Item> files = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      files.add(steps.items().create("/a", "front door " + i + ".jpg"));
    }
    int before = steps.server().count(Step.LIST_INPUTS);
    steps.ready(files);
    int looks = steps.server().count(Step.LIST_INPUTS) - before;
    assertTrue(looks <= 4, looks + " requests");
  }
}
