package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.annotation.DetailsJson;
import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items to whose entries something is to be added: they come to their end after that. */
class AttachingTest {
  @TempDir private Path directory;
  private UploadSite site;
  private FakeTarget target;
  private JobRunner runner;
  private OpenFolder folder;

  @BeforeEach
  void open() throws Exception {
    site = new UploadSite(directory);
    target = new FakeTarget(site.clock());
    target.attaches(ItemOutcome.Done::new);
    runner = new JobRunner(target, site.rules, site.news, bytes -> Duration.ZERO);
    OpenFolder there = site.folder(0);
    folder = new OpenFolder(there.order(), there.dataset(), true);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private List<Job> first(OpenFolder served, List<Item> items) {
    return new FirstJobs(target.capabilities()).forClaimed(served, Lane.LIVE, items);
  }

  private List<Item> saying(List<Item> items) {
    return items.stream()
        .map(
            item ->
                item.withOptions(
                    item.options()
                        .detailed(
                            DetailsJson.read(
                                "{\"annotations\": [{\"span\": {\"start\": 0, \"end\": 1},"
                                    + " \"concepts\": [\"a\"]}]}"))))
        .toList();
  }

  private FileEntry entry(String name) {
    RelativePath path = new RelativePath(name);
    return site.ledger.files(folder.order().folderId(), List.of(path)).get(path);
  }

  @Test
  void whatIsCommitted_isUploaded_onceItsAnnotationsAreThere() throws Exception {
    List<Item> items = saying(site.claimed(folder, Lane.LIVE, "a.png", "b.png"));
    List<Job> run = site.runAll(runner, first(folder, items));
    assertTrue(run.get(run.size() - 1) instanceof Job.Attach, run::toString);
    assertEquals(EntryState.UPLOADED, entry("a.png").state());
    assertEquals(List.of("id-a.png", "id-b.png"), target.attached());
  }

  @Test
  void whatIsThereAlready_isSkipped_onceItsAnnotationsAreThere() throws Exception {
    Item item = saying(site.claimed(folder, Lane.BACKLOG, "a.png")).get(0);
    target.committed().put(item.name().path(), 1);
    Item same = LocalParts.withDigest(item, 0, FakeTarget.DIGEST);
    site.runAll(runner, List.of(new Job.Resolve(folder, Lane.BACKLOG, List.of(same), true)));
    assertEquals(List.of("id-a.png"), target.attached());
    assertEquals(EntryState.SKIPPED, entry("a.png").state());
  }

  @Test
  void refusal_isTheItemsFailure_andSaysThatItIsThere() throws Exception {
    target.attaches(image -> new ItemOutcome.Rejected(422, "no such place"));
    List<Item> items = saying(site.claimed(folder, Lane.LIVE, "a.png"));
    site.runAll(runner, first(folder, items));
    assertEquals(EntryState.FAILED, entry("a.png").state());
    assertEquals(
        "it is in the dataset, without all of its annotations: no such place",
        entry("a.png").reason());
  }

  @Test
  void callThatFails_leavesTheItemAsWhatMayHaveBeenSent_andItIsDoneAgain() throws Exception {
    target.breakStage(Stage.ATTACH, () -> new TargetException(TargetException.Kind.FAULTY, "oops"));
    List<Item> items = saying(site.claimed(folder, Lane.LIVE, "a.png"));
    List<Job> jobs = first(folder, items);
    Job.Attach attach = null;
    while (attach == null) {
      List<Job> next = new ArrayList<>();
      for (Job job : jobs) {
        next.addAll(runner.run((Job.ForItems) job));
      }
      jobs = next;
      attach = jobs.get(0) instanceof Job.Attach found ? found : null;
    }
    FailedCalls failed = new FailedCalls(site.rules, site.news, new Random(1), false);
    failed.handle(
        attach,
        new TargetException(TargetException.Kind.FAULTY, "oops"),
        1,
        site.clock().instant());
    assertEquals(EntryState.QUEUED, entry("a.png").state());
    target.mend();
    site.clock().pass(Duration.ofHours(1));
    site.runAll(runner, first(folder, saying(site.claim(folder, Lane.LIVE))));
    assertEquals(List.of("id-a.png"), target.attached());
    assertEquals(Map.of("/a.png", 1), target.committed());
  }

  @Test
  void aTargetThatAddsNothing_isAskedForNothing() throws Exception {
    OpenFolder plain = new OpenFolder(folder.order(), folder.dataset());
    List<Item> items = saying(site.claimed(plain, Lane.LIVE, "a.png"));
    site.runAll(runner, first(plain, items));
    assertEquals(EntryState.UPLOADED, entry("a.png").state());
    assertEquals(List.of(), target.attached());
  }
}
