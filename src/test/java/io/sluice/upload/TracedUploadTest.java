package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import io.sluice.event.IngestEvent;
import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.FrameRate;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import io.sluice.item.ItemState;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Lane;
import io.sluice.ledger.NameClaim;
import io.sluice.ledger.PartClaim;
import io.sluice.ledger.SqliteLedger;
import io.sluice.target.Dataset;
import io.sluice.target.DraftName;
import io.sluice.target.TargetException;
import io.sluice.target.darwin.DarwinFault;
import io.sluice.target.darwin.DarwinFixture;
import io.sluice.target.darwin.DarwinStep;
import io.sluice.target.darwin.FakeDarwin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads to a platform where a reservation is seen, and items may have several files. */
class TracedUploadTest {
  @TempDir private Path directory;
  private DarwinFixture fixture;
  private FakeDarwin server;
  private Path root;
  private SqliteLedger ledger;
  private OpenFolder folder;
  private JobRunner runner;
  private FailedCalls failedCalls;
  private final List<IngestEvent> events = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    fixture = new DarwinFixture();
    server = fixture.server();
    root = Files.createDirectory(directory.resolve("inbox"));
    ledger = SqliteLedger.open(directory.resolve("ledger.db"), fixture.clock().instant());
    long row = ledger.openFolder(new FolderKey(root, "darwin", "road-signs"));
    Dataset dataset = fixture.dataset();
    ledger.bindScope(row, dataset.id(), fixture.clock().instant());
    FolderOrder order =
        new FolderOrder(
            row, "inbox", "road-signs", false, true, false, ConflictPolicy.REPORT, false);
    folder = new OpenFolder(order, new Dataset(dataset.id(), "road-signs", false, 1_000_000));
    restart();
  }

  /** As after a crash: nothing is known but what the ledger says. */
  private void restart() {
    events.clear();
    PoolNews news =
        new PoolNews(
            "darwin", ledger, new SilentListener(), events::add, new Tellings(), fixture.clock());
    OutcomeRules rules = new OutcomeRules(RetryPolicy.daemon(), new Random(7));
    runner = new JobRunner(fixture.target(), rules, news, bytes -> Duration.ZERO);
    failedCalls = new FailedCalls(rules, news, new Random(7), true);
  }

  private static final class SilentListener implements PoolListener {
    @Override
    public void opened(long folderId, Dataset dataset) {}

    @Override
    public void openFailed(long folderId, TargetException failure) {}

    @Override
    public void withdrawn(long folderId, RelativePath path) {}
  }

  @AfterEach
  void close() {
    ledger.close();
    List<String> problems = server.problems();
    fixture.close();
    assertEquals(List.of(), problems);
  }

  private PartClaim file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, StandardCharsets.UTF_8);
    return new PartClaim(new RelativePath(name), FileStat.of(file).stamp());
  }

  private void plan(String name, ItemLayout layout, PartClaim... files) throws Exception {
    NameClaim claim =
        new NameClaim(
            files[0].path(),
            files[0].stamp(),
            fixture.target().name(new DraftName(folder.dataset().id(), "/", name)),
            Lane.LIVE,
            0,
            Optional.empty(),
            Set.of(),
            new ItemOptions(new FrameRate.Unstated(), false, layout),
            List.of(files).subList(1, files.length));
    ClaimAnswer answer =
        ledger.plan(folder.order().folderId(), List.of(claim), fixture.clock().instant()).get(0);
    assertInstanceOf(ClaimAnswer.Granted.class, answer);
  }

  private List<Item> claim() {
    return ledger.claim(
        folder.order().folderId(), Lane.LIVE, 100, Long.MAX_VALUE, fixture.clock().instant());
  }

  private List<Job> first(List<Item> items) {
    return new FirstJobs(fixture.target().capabilities()).forClaimed(folder, Lane.LIVE, items);
  }

  /** Runs jobs and what follows them, but none of the kind that is not to be reached. */
  private List<Job> runUntil(Class<? extends Job> end, List<Job> jobs) throws Exception {
    Queue<Job> waiting = new ArrayDeque<>(jobs);
    List<Job> stopped = new ArrayList<>();
    for (int run = 0; !waiting.isEmpty(); run++) {
      assertTrue(run < 100, () -> "no end: " + waiting);
      Job job = waiting.remove();
      if (end.isInstance(job)) {
        stopped.add(job);
      } else {
        waiting.addAll(runner.run((Job.ForItems) job));
      }
    }
    return stopped;
  }

  private void runAll() throws Exception {
    runUntil(Job.Probe.class, first(claim()));
  }

  private FileEntry entry(String name) {
    RelativePath path = new RelativePath(name);
    return ledger.files(folder.order().folderId(), List.of(path)).get(path);
  }

  private static String hash(String content) {
    return Hashing.sha256().hashString(content, StandardCharsets.UTF_8).toString();
  }

  @Test
  void itemOfSeveralFiles_isUploaded_whenEachOfItsSlotsIsConfirmed() throws Exception {
    plan("rig", ItemLayout.SLOTS, file("rig/a.png", "A"), file("rig/b.png", "B"));
    runAll();
    assertEquals(
        List.of("/rig 0 CONFIRMED " + hash("A") + " 1", "/rig 1 CONFIRMED " + hash("B") + " 1"),
        server.items());
    assertEquals(EntryState.UPLOADED, entry("rig/a.png").state());
    assertEquals(EntryState.UPLOADED, entry("rig/b.png").state());
    assertEquals(
        List.of("rig/a.png", "rig/b.png"),
        events.stream()
            .filter(IngestEvent.FileOutcome.class::isInstance)
            .map(event -> ((IngestEvent.FileOutcome) event).path().encoded())
            .toList());
    assertEquals(2, ledger.counts(folder.order().folderId()).bytesUploaded());
    assertEquals(1, server.count(DarwinStep.REGISTER));
  }

  @Test
  void itemOfSeveralFiles_goesOnWithItsUploads_afterACrashBetweenTwoOfThem() throws Exception {
    plan("plate", ItemLayout.CHANNELS, file("p/a.tif", "A"), file("p/b.tif", "B"));
    List<Job> transfers = runUntil(Job.Transfer.class, first(claim()));
    assertInstanceOf(
        Job.Transfer.class, runner.run((Job.ForItems) transfers.get(0)).get(0), "the second part");
    fixture.clock().pass(Duration.ofHours(1));
    reopened();
    runAll();
    assertEquals(
        List.of(
            "/plate a.tif CONFIRMED " + hash("A") + " 1",
            "/plate b.tif CONFIRMED " + hash("B") + " 1"),
        server.items());
    assertEquals(1, server.count(DarwinStep.REGISTER));
  }

  /** A new process ends the leases of the one before. */
  private void reopened() {
    ledger.close();
    ledger = SqliteLedger.open(directory.resolve("ledger.db"), fixture.clock().instant());
    restart();
  }

  @Test
  void uploadIdsAreDurable_beforeAnyByteIsSent() throws Exception {
    plan("a.png", ItemLayout.PLAIN, file("a.png", "A"));
    assertEquals(1, runUntil(Job.Transfer.class, first(claim())).size());
    assertEquals(0, server.count(DarwinStep.SIGN));
    reopened();
    Item item = claim().get(0);
    assertEquals(ItemState.RESERVED, item.state());
    assertTrue(item.hasTokens());
    long looked = server.count(DarwinStep.LIST);
    runUntil(Job.Probe.class, first(List.of(item)));
    assertEquals(EntryState.UPLOADED, entry("a.png").state());
    assertEquals(1, server.count(DarwinStep.REGISTER));
    assertEquals(looked, server.count(DarwinStep.LIST));
  }

  @Test
  void fileThatChangedAfterItsRegistration_goesOnWithItsUpload() throws Exception {
    plan("a.png", ItemLayout.PLAIN, file("a.png", "first"));
    List<Job> transfers = runUntil(Job.Transfer.class, first(claim()));
    PartClaim changed = file("a.png", "another content");
    runUntil(Job.Probe.class, transfers);
    assertEquals(EntryState.SETTLING, entry("a.png").state());
    plan("a.png", ItemLayout.PLAIN, changed);
    runAll();
    assertEquals(List.of("/a.png 0 CONFIRMED " + hash("another content") + " 1"), server.items());
    assertEquals(1, server.count(DarwinStep.REGISTER));
  }

  @Test
  void uploadThatThePlatformForgot_isBegunAnew() throws Exception {
    plan("a.png", ItemLayout.PLAIN, file("a.png", "A"));
    List<Job> transfers = runUntil(Job.Transfer.class, first(claim()));
    server.with(state -> state.deleteAll());
    runUntil(Job.Probe.class, transfers);
    assertEquals(EntryState.QUEUED, entry("a.png").state());
    fixture.clock().pass(Duration.ofHours(1));
    runAll();
    assertEquals(EntryState.UPLOADED, entry("a.png").state());
    assertEquals(2, server.count(DarwinStep.REGISTER));
  }

  @Test
  void registrationWhoseAnswerIsLost_isInDoubt_andNoSkip() throws Exception {
    plan("a.png", ItemLayout.PLAIN, file("a.png", "A"));
    List<Job> reserve = runUntil(Job.Reserve.class, first(claim()));
    server.next(DarwinStep.REGISTER, DarwinFault.cut().afterwards());
    Job.ForItems job = (Job.ForItems) reserve.get(0);
    TargetException lost = assertThrows(TargetException.class, () -> runner.run(job));
    failedCalls.handle(job, lost, 1, fixture.clock().instant());
    fixture.clock().pass(Duration.ofHours(1));
    List<Item> again = claim();
    assertEquals(ItemState.RESERVED, again.get(0).state());
    runUntil(Job.Probe.class, first(again));
    assertEquals(EntryState.FAILED, entry("a.png").state());
    assertTrue(
        entry("a.png").reason().contains("registered in the dataset without its bytes"),
        entry("a.png").reason());
  }

  @Test
  void registrationThatWasThrottled_isNotInDoubt() throws Exception {
    plan("a.png", ItemLayout.PLAIN, file("a.png", "A"));
    List<Job> reserve = runUntil(Job.Reserve.class, first(claim()));
    server.next(DarwinStep.REGISTER, DarwinFault.throttled(5));
    Job.ForItems job = (Job.ForItems) reserve.get(0);
    TargetException throttled = assertThrows(TargetException.class, () -> runner.run(job));
    failedCalls.handle(job, throttled, 1, fixture.clock().instant());
    fixture.clock().pass(Duration.ofHours(1));
    assertEquals(ItemState.PLANNED, claim().get(0).state());
  }

  @Test
  void uploadOfOthersThatIsNotComplete_isWaitedFor_andNoSkip() throws Exception {
    addItem("a.png", Map.of("0", -1L));
    plan("a.png", ItemLayout.PLAIN, file("a.png", "A"));
    runAll();
    assertEquals(EntryState.QUEUED, entry("a.png").state());
    assertEquals(0, server.count(DarwinStep.REGISTER));
  }

  @Test
  void whatOthersCompleted_isNotOurs_thoughWeMayHaveRegisteredIt() throws Exception {
    plan("a.png", ItemLayout.PLAIN, file("a.png", "A"));
    runUntil(Job.Reserve.class, first(claim()));
    ledger.advance(
        List.of(
            new ItemChange.Reserving(claimedId()),
            new ItemChange.Postponed(
                claimedId(), ItemState.RESERVED, 0, fixture.clock().instant(), "crashed")),
        fixture.clock().instant());
    addItem("a.png", Map.of("0", 1L));
    runAll();
    assertEquals(EntryState.SKIPPED, entry("a.png").state());
  }

  private long claimedId() {
    return entry("a.png").itemId().orElseThrow();
  }

  /** The platform would add the new slot to what is there. */
  @Test
  void itemWithOtherSlots_isNeverAddedTo() throws Exception {
    addItem("a.png", Map.of("left.tif", 5L, "right.tif", 6L));
    plan("a.png", ItemLayout.PLAIN, file("a.png", "A"));
    runAll();
    assertEquals(EntryState.CONFLICT, entry("a.png").state());
    assertEquals(0, server.count(DarwinStep.REGISTER));
  }

  private void addItem(String name, Map<String, Long> slots) {
    server.with(
        state -> {
          state.addItem("road-signs", "/", name, slots);
          return true;
        });
  }
}
