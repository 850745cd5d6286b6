package io.sluice.upload;

import io.sluice.event.IngestEvent;
import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.ledger.ItemChange;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Sends the bytes of items, one part after the other, while their reservations last. Bytes alone
 * make nothing count, so only an end of the item is recorded here.
 *
 * <p>Thread-safe: workers share it, each with jobs of its own. A call that fails as a whole is
 * thrown, with nothing recorded.
 */
final class Transferring {
  /** A reservation that ends sooner than this is not begun to be used. */
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);

  private final Target target;
  private final OutcomeRules rules;
  private final PoolNews news;
  private final LongFunction<Duration> transferTime;

  /**
   * @param transferTime how long so many bytes may take; called by any worker
   */
  Transferring(
      Target target, OutcomeRules rules, PoolNews news, LongFunction<Duration> transferTime) {
    this.target = target;
    this.rules = rules;
    this.news = news;
    this.transferTime = transferTime;
  }

  /** After the last part comes the commit; for want of time, leave to send is asked for anew. */
  List<Job> transfer(Job.Transfer job) throws TargetException, InterruptedException {
    if (!lasts(job)) {
      return List.of(new Job.Reserve(job.folder(), job.lane(), List.of(job.item())));
    }
    Job.Transfer read;
    try {
      read = job.of(LocalParts.readAhead(job.item(), job.place()));
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("stopped while reading ahead");
    } catch (IOException e) {
      Conclusions conclusions = new Conclusions(job.folder(), rules, news);
      conclusions.sourceTrouble(job.item(), e);
      conclusions.record();
      return List.of();
    }
    return transferred(read);
  }

  private List<Job> transferred(Job.Transfer job) throws TargetException, InterruptedException {
    ItemOutcome outcome = target.transfer(job.item(), job.part(), job.reservation());
    if (outcome instanceof ItemOutcome.Sent sent && isAsKnown(job.part(), sent.digest())) {
      return sent(job, sent.digest());
    }
    Conclusions conclusions = new Conclusions(job.folder(), rules, news);
    ItemOutcome end =
        outcome instanceof ItemOutcome.Sent
            ? new ItemOutcome.SourceChanged("not what it was when it was named", false)
            : outcome;
    if (outcome instanceof ItemOutcome.ReservationLost) {
      forgetTokens(conclusions, job);
    }
    conclusions.endOfStep(job.item(), end, job.item().state());
    conclusions.record();
    return List.of();
  }

  private List<Job> sent(Job.Transfer job, ContentDigest digest) {
    long bytes = job.part().source().sizeBytes();
    news.events().on(new IngestEvent.BytesSent(news.targetName(), bytes));
    Item hashed = LocalParts.withDigest(job.item(), job.place(), digest);
    Optional<Job.Transfer> next = job.next(hashed);
    return next.isPresent()
        ? List.of(next.get())
        : List.of(
            new Job.Commit(
                job.folder(), job.lane(), List.of(new SentItem(hashed, job.reservation()))));
  }

  /** The platform does not know it any more: it is begun anew. */
  private static void forgetTokens(Conclusions conclusions, Job.Transfer job) {
    Map<String, String> blank = new HashMap<>(job.reservation().tokens());
    if (!blank.isEmpty()) {
      blank.replaceAll((slot, token) -> "");
      conclusions.step(new ItemChange.Reserved(job.item().id(), blank));
    }
  }

  /** A name with the suffix of a content must never be given to another one. */
  private static boolean isAsKnown(Part part, ContentDigest sent) {
    return LocalParts.knownDigest(part).filter(known -> !known.equals(sent)).isEmpty();
  }

  /**
   * Whether a reservation is likely to last for the item's bytes. One with more than half of its
   * life before it is used whatever the forecast, since a new one would not be better.
   */
  private boolean lasts(Job.Transfer job) {
    Instant end = job.reservation().expiresAt();
    Duration life = Duration.between(job.reservedAt(), end);
    Duration left = Duration.between(news.clock().instant(), end);
    boolean fresh = left.compareTo(life.dividedBy(2)) >= 0;
    Duration wanted = transferTime.apply(job.item().sizeBytes()).plus(SHORTEST_LIFE);
    return fresh || left.compareTo(wanted) > 0;
  }
}
