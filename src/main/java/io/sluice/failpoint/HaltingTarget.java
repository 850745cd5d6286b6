package io.sluice.failpoint;

import io.sluice.annotation.InputDetails;
import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.target.Capabilities;
import io.sluice.target.Dataset;
import io.sluice.target.DraftName;
import io.sluice.target.Finding;
import io.sluice.target.InvalidNameException;
import io.sluice.target.ItemOutcome;
import io.sluice.target.ListingPage;
import io.sluice.target.RemoteImage;
import io.sluice.target.Reservation;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A target with points around its calls. */
final class HaltingTarget implements Target {
  private final Target inner;
  private final Passages passages;

  HaltingTarget(Target inner, Passages passages) {
    this.inner = inner;
    this.passages = passages;
  }

  private interface Call<T> {
    T make() throws TargetException, InterruptedException;
  }

  private <T> T around(Step step, Call<T> call) throws TargetException, InterruptedException {
    passages.passed(step, Moment.BEFORE);
    T answer = call.make();
    passages.passed(step, Moment.AFTER);
    return answer;
  }

  @Override
  public Dataset openDataset(String name, boolean createIfMissing)
      throws TargetException, InterruptedException {
    return around(Step.DATASET_CALL, () -> inner.openDataset(name, createIfMissing));
  }

  @Override
  public List<ItemOutcome> reserve(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    return around(Step.RESERVE_CALL, () -> inner.reserve(dataset, items));
  }

  @Override
  public ItemOutcome transfer(Item item, Part part, Reservation reservation)
      throws TargetException, InterruptedException {
    return around(Step.TRANSFER, () -> inner.transfer(item, part, reservation));
  }

  @Override
  public List<ItemOutcome> commit(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException {
    return around(Step.COMMIT_CALL, () -> inner.commit(dataset, sent));
  }

  @Override
  public List<Finding> find(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    return around(Step.FIND_CALL, () -> inner.find(dataset, items));
  }

  @Override
  public ListingPage list(Dataset dataset, Optional<String> directory, Optional<String> cursor)
      throws TargetException, InterruptedException {
    return around(Step.LIST_CALL, () -> inner.list(dataset, directory, cursor));
  }

  @Override
  public List<ItemOutcome> follow(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    return around(Step.FOLLOW_CALL, () -> inner.follow(dataset, items));
  }

  @Override
  public List<ItemOutcome> attach(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    return around(Step.ATTACH_CALL, () -> inner.attach(dataset, items));
  }

  @Override
  public Optional<String> unfit(String fileName, InputDetails details) {
    return inner.unfit(fileName, details);
  }

  @Override
  public Optional<ContentDigest> download(Dataset dataset, RemoteImage image)
      throws TargetException, InterruptedException {
    return inner.download(dataset, image);
  }

  @Override
  public Capabilities capabilities() {
    return inner.capabilities();
  }

  @Override
  public String check() throws TargetException, InterruptedException {
    return inner.check();
  }

  @Override
  public Optional<Duration> clockAhead() {
    return inner.clockAhead();
  }

  @Override
  public RemoteName name(DraftName draft) throws InvalidNameException {
    return inner.name(draft);
  }

  @Override
  public List<RemoteName> aliases(RemoteName name) {
    return inner.aliases(name);
  }

  @Override
  public void close() {
    inner.close();
  }
}
