package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.ledger.Lane;
import io.sluice.target.RemoteImage;
import io.sluice.target.Reservation;
import io.sluice.target.SentItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One call to the target, or the little that belongs to it. */
sealed interface Job {
  /** Which stage it belongs to, and what it goes before. */
  JobKind kind();

  /** Asks a parked target whether it is back. */
  record Probe() implements Job {
    @Override
    public JobKind kind() {
      return JobKind.PROBE;
    }
  }

  /**
   * Finds the dataset of a folder.
   *
   * @param failures how often it was tried in vain, one time after the other
   */
  record Open(FolderOrder order, int failures) implements Job {
    @Override
    public JobKind kind() {
      return JobKind.OPEN;
    }
  }

  /** A job for items. */
  sealed interface ForItems extends Job {
    OpenFolder folder();

    Lane lane();

    List<Item> items();

    /** The same for each half of the items, where the call takes several; else empty. */
    default List<Job> halves() {
      return List.of();
    }
  }

  /** Makes sent items count. */
  record Commit(OpenFolder folder, Lane lane, List<SentItem> sent) implements ForItems {
    public Commit {
      sent = List.copyOf(sent);
    }

    @Override
    public JobKind kind() {
      return JobKind.COMMIT;
    }

    @Override
    public List<Item> items() {
      return sent.stream().map(SentItem::item).toList();
    }

    @Override
    public List<Job> halves() {
      return halved(sent, half -> new Commit(folder, lane, half));
    }
  }

  /** Reads a page of what the dataset holds, for {@code then}. */
  record ReadListing(OpenFolder folder, Lane lane, ListingRead read, Optional<Resolve> then)
      implements ForItems {
    @Override
    public JobKind kind() {
      return JobKind.READ_LISTING;
    }

    @Override
    public List<Item> items() {
      return then.map(Resolve::items).orElse(List.of());
    }
  }

  /**
   * Looks up what the target has under the items' names.
   *
   * @param nameTaken whether the target has just said that these names are taken; else the items
   *     may have been sent before a crash or a lost answer, or their names may be taken unnoticed
   * @param sent those whose bytes are at the target, by the items' ids: if their names are free
   *     they need not be sent again
   */
  record Resolve(
      OpenFolder folder, Lane lane, List<Item> items, boolean nameTaken, Map<Long, SentItem> sent)
      implements ForItems {
    public Resolve {
      items = List.copyOf(items);
      sent = Map.copyOf(sent);
    }

    Resolve(OpenFolder folder, Lane lane, List<Item> items, boolean nameTaken) {
      this(folder, lane, items, nameTaken, Map.of());
    }

    /** The same for some of the items. */
    Resolve of(List<Item> some) {
      return new Resolve(folder, lane, some, nameTaken, sent);
    }

    @Override
    public JobKind kind() {
      return JobKind.RESOLVE;
    }

    @Override
    public List<Job> halves() {
      return halved(items, this::of);
    }
  }

  /** Asks for leave to send. */
  record Reserve(OpenFolder folder, Lane lane, List<Item> items) implements ForItems {
    public Reserve {
      items = List.copyOf(items);
    }

    @Override
    public JobKind kind() {
      return JobKind.RESERVE;
    }

    @Override
    public List<Job> halves() {
      return halved(items, half -> new Reserve(folder, lane, half));
    }
  }

  /** Downloads what has an item's name, and compares it. */
  record Compare(OpenFolder folder, Lane lane, Item item, RemoteImage image) implements ForItems {
    @Override
    public JobKind kind() {
      return JobKind.COMPARE;
    }

    @Override
    public List<Item> items() {
      return List.of(item);
    }
  }

  /**
   * Sends the bytes of one part of an item; the next part follows.
   *
   * @param reservedAt when its reservation was given
   * @param place which of its parts, from 0
   */
  record Transfer(
      OpenFolder folder,
      Lane lane,
      Item item,
      Reservation reservation,
      Instant reservedAt,
      int place)
      implements ForItems {
    /** Of its first part. */
    Transfer(OpenFolder folder, Lane lane, Item item, Reservation reservation, Instant reservedAt) {
      this(folder, lane, item, reservation, reservedAt, 0);
    }

    Part part() {
      return item.parts().get(place);
    }

    /** The same with the item as it is now. */
    Transfer of(Item now) {
      return new Transfer(folder, lane, now, reservation, reservedAt, place);
    }

    /** Of the part after this one, where there is one. */
    Optional<Transfer> next(Item with) {
      return place + 1 < item.parts().size()
          ? Optional.of(new Transfer(folder, lane, with, reservation, reservedAt, place + 1))
          : Optional.empty();
    }

    @Override
    public JobKind kind() {
      return JobKind.TRANSFER;
    }

    @Override
    public List<Item> items() {
      return List.of(item);
    }
  }

  /** Asks how far the target is with items that it has accepted. */
  record Follow(OpenFolder folder, Lane lane, List<Item> items) implements ForItems {
    public Follow {
      items = List.copyOf(items);
    }

    @Override
    public JobKind kind() {
      return JobKind.FOLLOW;
    }

    @Override
    public List<Job> halves() {
      return halved(items, half -> new Follow(folder, lane, half));
    }
  }

  /** Adds what belongs to entries that exist. */
  record Attach(OpenFolder folder, Lane lane, List<Attachment> attachments) implements ForItems {
    public Attach {
      attachments = List.copyOf(attachments);
    }

    @Override
    public JobKind kind() {
      return JobKind.ATTACH;
    }

    @Override
    public List<Item> items() {
      return attachments.stream().map(Attachment::item).toList();
    }

    @Override
    public List<Job> halves() {
      return halved(attachments, half -> new Attach(folder, lane, half));
    }
  }

  private static <T> List<Job> halved(List<T> all, Function<List<T>, Job> job) {
    if (all.size() < 2) {
      return List.of();
    }
    int half = all.size() / 2;
    return List.of(job.apply(all.subList(0, half)), job.apply(all.subList(half, all.size())));
  }
}
