package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.target.Capabilities;
import io.sluice.target.Dataset;
import io.sluice.target.DraftName;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.ListingPage;
import io.sluice.target.RemoteImage;
import io.sluice.target.Reservation;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** A platform in memory, which can be down in any way, from a moment or a commit on. */
public final class FakeTarget implements Target {
  private static final Duration LIFE = Duration.ofMinutes(15);
  static final ContentDigest DIGEST = new ContentDigest("ab".repeat(32));

  private final Clock clock;
  private final Map<String, Integer> committed = new ConcurrentHashMap<>();
  private final Map<Stage, Supplier<TargetException>> broken = new ConcurrentHashMap<>();
  private final Map<String, Supplier<TargetException>> closed = new ConcurrentHashMap<>();
  private final Map<Stage, String> poison = new ConcurrentHashMap<>();
  private volatile Kind poisonKind = Kind.FAULTY;
  private final Map<Stage, Long> callsOf = new ConcurrentHashMap<>();
  private final AtomicLong probes = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final Semaphore probed = new Semaphore(0);
  private final AtomicInteger probing = new AtomicInteger();
  private final AtomicInteger mostProbing = new AtomicInteger();
  private volatile Optional<Supplier<TargetException>> trouble = Optional.empty();
  private volatile int commitsUntilTrouble = Integer.MAX_VALUE;
  private volatile Optional<Supplier<TargetException>> laterTrouble = Optional.empty();
  private volatile Optional<Function<RemoteImage, ItemOutcome>> attaching = Optional.empty();
  private final List<String> attached = new CopyOnWriteArrayList<>();
  private volatile Optional<Instant> workedAt = Optional.empty();

  public FakeTarget(Clock clock) {
    this.clock = clock;
  }

  /** From now on every call fails. */
  public void down(Supplier<TargetException> failure) {
    trouble = Optional.of(failure);
    workedAt = Optional.empty();
  }

  /** From now on calls of one stage fail, while probes and all others do well. */
  void breakStage(Stage stage, Supplier<TargetException> failure) {
    broken.put(stage, failure);
  }

  /** From now on one dataset cannot be opened, while all else does well. */
  void close(String dataset, Supplier<TargetException> failure) {
    closed.put(dataset, failure);
  }

  /** From now on each call of a stage fails that is about this file too. */
  void poison(Stage stage, String fileName, Kind kind) {
    poisonKind = kind;
    poison.put(stage, fileName);
  }

  /** The id of a dataset. */
  static String scope(String dataset) {
    return dataset.equals("pictures") ? "dataset-1" : "dataset-" + dataset;
  }

  /** Something can be added to what is there, and this is what becomes of it. */
  void attaches(Function<RemoteImage, ItemOutcome> answer) {
    attaching = Optional.of(answer);
  }

  /** The ids of what something was added to. */
  List<String> attached() {
    return List.copyOf(attached);
  }

  /** All does well again. */
  void mend() {
    broken.clear();
    closed.clear();
    poison.clear();
    workedAt = Optional.empty();
  }

  /** How many calls of a stage there were. */
  long calls(Stage stage) {
    return callsOf.getOrDefault(stage, 0L);
  }

  /** Every call fails once so many images are there. */
  public void downAfter(int images, Supplier<TargetException> failure) {
    laterTrouble = Optional.of(failure);
    commitsUntilTrouble = images;
  }

  public void up() {
    commitsUntilTrouble = Integer.MAX_VALUE;
    workedAt = Optional.empty();
    trouble = Optional.empty();
  }

  public boolean isDown() {
    return trouble.isPresent();
  }

  /** How often it was asked whether it answers. */
  public long probes() {
    return probes.get();
  }

  /** How many calls there were for files. */
  public long calls() {
    return calls.get();
  }

  /** The most probes that were under way at once. */
  public int mostProbesAtOnce() {
    return mostProbing.get();
  }

  /** When work first succeeded since it was last down. */
  public Optional<Instant> workedAt() {
    return workedAt;
  }

  /** How often each name was registered. */
  public Map<String, Integer> committed() {
    return committed;
  }

  private void call(Stage stage, List<Item> items) throws TargetException {
    String bad = poison.get(stage);
    if (items.stream().anyMatch(item -> item.name().fileName().equals(bad))) {
      calls.incrementAndGet();
      callsOf.merge(stage, 1L, Long::sum);
      throw new TargetException(poisonKind, "this fails for one of them");
    }
    call(stage);
  }

  private void call(Stage stage) throws TargetException {
    calls.incrementAndGet();
    callsOf.merge(stage, 1L, Long::sum);
    fail();
    Supplier<TargetException> failure = broken.get(stage);
    if (failure != null) {
      throw failure.get();
    }
    if (workedAt.isEmpty()) {
      workedAt = Optional.of(clock.instant());
    }
  }

  private void fail() throws TargetException {
    Optional<Supplier<TargetException>> now = trouble;
    if (now.isPresent()) {
      throw now.get().get();
    }
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        500, 500, 1 << 20, LIFE, true, false, false, attaching.isPresent(), 1, true);
  }

  @Override
  public List<ItemOutcome> attach(Dataset dataset, List<Item> items) throws TargetException {
    call(Stage.ATTACH);
    items.forEach(item -> attached.add(item.parts().get(0).token()));
    return items.stream()
        .map(item -> attaching.orElseThrow().apply(image(item.name(), item.sizeBytes())))
        .toList();
  }

  @Override
  public String check() throws TargetException {
    mostProbing.accumulateAndGet(probing.incrementAndGet(), Math::max);
    try {
      fail();
      return "fake";
    } finally {
      probing.decrementAndGet();
      probes.incrementAndGet();
      probed.release();
    }
  }

  /** Waits for a probe that was not waited for before. */
  public boolean awaitProbe(Duration most) throws InterruptedException {
    return probed.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Dataset openDataset(String name, boolean createIfMissing) throws TargetException {
    fail();
    Supplier<TargetException> failure = closed.get(name);
    if (failure != null) {
      throw failure.get();
    }
    return new Dataset(scope(name), name, false, 0);
  }

  @Override
  public RemoteName name(DraftName draft) {
    return new RemoteName(draft.scope(), draft.directory(), draft.fileName());
  }

  @Override
  public List<ItemOutcome> reserve(Dataset dataset, List<Item> items) throws TargetException {
    call(Stage.RESERVE, items);
    Reservation reservation = new Until(clock.instant().plus(LIFE));
    return items.stream().<ItemOutcome>map(i -> new ItemOutcome.Reserved(reservation)).toList();
  }

  private record Until(Instant expiresAt) implements Reservation {}

  @Override
  public ItemOutcome transfer(Item item, Part part, Reservation reservation)
      throws TargetException {
    call(Stage.TRANSFER, List.of(item));
    return new ItemOutcome.Sent(DIGEST);
  }

  @Override
  public List<ItemOutcome> commit(Dataset dataset, List<SentItem> sent) throws TargetException {
    call(Stage.COMMIT, sent.stream().map(SentItem::item).toList());
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (SentItem one : sent) {
      RemoteName name = one.item().name();
      committed.merge(name.path(), 1, Integer::sum);
      outcomes.add(new ItemOutcome.Done(image(name, one.item().sizeBytes())));
    }
    if (committed.size() >= commitsUntilTrouble) {
      commitsUntilTrouble = Integer.MAX_VALUE;
      trouble = laterTrouble;
      workedAt = Optional.empty();
    }
    return outcomes;
  }

  private static RemoteImage image(RemoteName name, long size) {
    return new RemoteImage(
        "id-" + name.fileName(),
        name.directory(),
        name.fileName(),
        OptionalLong.of(size),
        Optional.of(DIGEST));
  }

  @Override
  public List<Finding> find(Dataset dataset, List<Item> items) throws TargetException {
    call(Stage.NAMES, items);
    return items.stream().map(this::finding).toList();
  }

  private Finding finding(Item item) {
    return committed.containsKey(item.name().path())
        ? new Finding.Present(image(item.name(), item.sizeBytes()))
        : new Finding.Absent();
  }

  @Override
  public ListingPage list(Dataset dataset, Optional<String> directory, Optional<String> cursor)
      throws TargetException {
    call(Stage.NAMES);
    return new ListingPage(List.of(), 0, Optional.empty(), OptionalLong.of(0));
  }

  @Override
  public Optional<ContentDigest> download(Dataset dataset, RemoteImage image) {
    return Optional.of(DIGEST);
  }

  @Override
  public void close() {}
}
