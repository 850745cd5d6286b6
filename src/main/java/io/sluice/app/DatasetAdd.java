package io.sluice.app;

import io.sluice.app.AddedEntry.Result;
import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.DisplayText;
import io.sluice.target.Dataset;
import io.sluice.target.EntryLinks;
import io.sluice.target.EntryLinks.Standing;
import io.sluice.target.TargetException;
import io.sluice.target.clarifai.ClarifaiTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Puts entries that a target has already into one of its datasets: a request's worth at a time,
 * however many there are. Needs no ledger, and runs beside anything. One thread, once.
 */
public final class DatasetAdd {
  private final SluiceConfig config;
  private final ClarifaiTargetConfig target;
  private final String dataset;
  private final boolean dryRun;
  private final Consumer<AddedEntry> told;
  private final Map<Result, Long> counts = new EnumMap<>(Result.class);

  private DatasetAdd(
      SluiceConfig config,
      ClarifaiTargetConfig target,
      String dataset,
      boolean dryRun,
      Consumer<AddedEntry> told) {
    this.config = config;
    this.target = target;
    this.dataset = dataset;
    this.dryRun = dryRun;
    this.told = told;
  }

  /**
   * What is to be done; makes no request.
   *
   * @param target the name of a target of the configuration
   * @param dataset a dataset that is there
   * @param dryRun whether the target is only asked
   * @param told hears of each id once, in order, on the thread of {@link #run}
   * @throws StartException when there is no such target, or its entries are in one dataset each
   */
  public static DatasetAdd of(
      SluiceConfig config, String target, String dataset, boolean dryRun, Consumer<AddedEntry> told)
      throws StartException {
    TargetConfig found =
        config
            .target(target)
            .orElseThrow(
                () -> new StartException("there is no target " + DisplayText.of(target, 100)));
    if (found instanceof ClarifaiTargetConfig clarifai) {
      return new DatasetAdd(config, clarifai, dataset, dryRun, told);
    }
    throw new StartException(
        "dataset add is for targets of type clarifai, where an input may be in several datasets; "
            + found.name()
            + " ("
            + Targets.type(found)
            + ") keeps each image in the one that it was sent to");
  }

  /**
   * How it ended.
   *
   * @param counts how many ids ended how
   * @param trouble why it ended before all ids were tried
   */
  public record Outcome(Map<Result, Long> counts, Optional<TargetTrouble> trouble) {
    /** Ids that ended so. */
    public long of(Result result) {
      return counts.getOrDefault(result, 0L);
    }

    /** Whether each id is in the dataset now or, of a dry run, would be. */
    public boolean success() {
      return trouble.isEmpty() && of(Result.MISSING) == 0 && of(Result.FAILED) == 0;
    }
  }

  /**
   * Does it, until there are no more ids or the target cannot be had.
   *
   * @throws IOException when the ids cannot be read
   */
  public Outcome run(EntryIds ids) throws IOException, InterruptedException {
    try (CloseStack closing = new CloseStack()) {
      ForwardClock clock = ForwardClock.system();
      Targets targets =
          new Targets(config, new Threads(died -> {}), clock, closing, (name, server) -> {});
      ClarifaiTarget connected = targets.linking(target);
      PatientCalls calls = new PatientCalls(clock, RandomGenerator.getDefault());
      Dataset opened = calls.ask(() -> connected.openDataset(dataset, false));
      addAll(ids, new Batch(connected.links(), opened, calls));
      return new Outcome(counts, Optional.empty());
    } catch (TargetException e) {
      return new Outcome(counts, Optional.of(TargetTrouble.of(target.name(), e)));
    }
  }

  /** Where a batch goes. */
  private record Batch(EntryLinks links, Dataset dataset, PatientCalls calls) {}

  private void addAll(EntryIds ids, Batch batch)
      throws IOException, TargetException, InterruptedException {
    List<EntryIds.Line> lines = new ArrayList<>();
    for (Optional<EntryIds.Line> next = ids.next(); next.isPresent(); next = ids.next()) {
      lines.add(next.get());
      if (lines.size() == batch.links().maxIds()) {
        add(lines, batch);
        lines.clear();
      }
    }
    add(lines, batch);
  }

  private void add(List<EntryIds.Line> lines, Batch batch)
      throws TargetException, InterruptedException {
    Set<String> distinct = new LinkedHashSet<>();
    lines.stream().filter(EntryIds.Line::isId).forEach(line -> distinct.add(line.id()));
    Map<String, AddedEntry> ends = new HashMap<>();
    try {
      if (!distinct.isEmpty()) {
        add(List.copyOf(distinct), batch, ends);
      }
    } catch (TargetException e) {
      distinct.forEach(id -> ends.putIfAbsent(id, failed(id, e.getMessage())));
      tell(lines, ends);
      throw e;
    }
    tell(lines, ends);
  }

  private void add(List<String> ids, Batch batch, Map<String, AddedEntry> ends)
      throws TargetException, InterruptedException {
    List<Standing> standings =
        batch.calls().ask(() -> batch.links().standings(batch.dataset(), ids));
    List<String> outside = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      switch (standings.get(i)) {
        case MISSING -> ends.put(id, new AddedEntry(DisplayText.of(id), Result.MISSING));
        case MEMBER -> ends.put(id, new AddedEntry(DisplayText.of(id), Result.ALREADY));
        case OUTSIDE -> outside.add(id);
      }
    }
    boolean nothing = outside.isEmpty() || dryRun;
    Map<String, String> failed =
        nothing ? Map.of() : batch.calls().ask(() -> batch.links().add(batch.dataset(), outside));
    for (String id : outside) {
      ends.put(
          id,
          failed.containsKey(id)
              ? failed(id, failed.get(id))
              : new AddedEntry(DisplayText.of(id), Result.ADDED));
    }
  }

  private static AddedEntry failed(String id, String reason) {
    return new AddedEntry(DisplayText.of(id), Result.FAILED, reason);
  }

  /** In the order of the lines; of an id that comes twice, the first one added it. */
  private void tell(List<EntryIds.Line> lines, Map<String, AddedEntry> ends) {
    Set<String> seen = new LinkedHashSet<>();
    for (EntryIds.Line line : lines) {
      AddedEntry end =
          line.isId()
              ? ends.get(line.id())
              : new AddedEntry("line " + line.number(), Result.FAILED, line.trouble());
      if (line.isId() && !seen.add(line.id()) && end.result() == Result.ADDED) {
        end = new AddedEntry(end.id(), Result.ALREADY);
      }
      counts.merge(end.result(), 1L, Long::sum);
      told.accept(end);
    }
  }
}
