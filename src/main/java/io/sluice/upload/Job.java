package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.target.Reservation;
import io.sluice.target.SentItem;
import java.util.List;

/**
 * One call to the target, or the little that belongs to it. What is nearest to its end is first.
 */
sealed interface Job {
  /** Order among jobs that wait: 0 is first. */
  int rank();

  /** Whether the call is made for files, rather than for the target or a dataset. */
  default boolean isForItems() {
    return true;
  }

  /** Asks a parked target whether it is back. */
  record Probe() implements Job {
    @Override
    public boolean isForItems() {
      return false;
    }

    @Override
    public int rank() {
      return 0;
    }
  }

  /** Finds the dataset of a folder. */
  record Open(FolderOrder order) implements Job {
    @Override
    public boolean isForItems() {
      return false;
    }

    @Override
    public int rank() {
      return 1;
    }
  }

  /** Makes sent items count. */
  record Commit(OpenFolder folder, List<SentItem> sent) implements Job {
    public Commit {
      sent = List.copyOf(sent);
    }

    @Override
    public int rank() {
      return 2;
    }
  }

  /** Sends the bytes of one item. */
  record Transfer(OpenFolder folder, Item item, Reservation reservation) implements Job {
    @Override
    public int rank() {
      return 3;
    }
  }

  /**
   * Looks up what the target has under the items' names.
   *
   * @param nameTaken whether the target has just said that these names are taken; else the items
   *     may have been sent before a crash or a lost answer, or their names may be taken unnoticed
   */
  record Resolve(OpenFolder folder, List<Item> items, boolean nameTaken) implements Job {
    public Resolve {
      items = List.copyOf(items);
    }

    @Override
    public int rank() {
      return 4;
    }
  }

  /** Asks how far the target is with items that it has accepted. */
  record Follow(OpenFolder folder, List<Item> items) implements Job {
    public Follow {
      items = List.copyOf(items);
    }

    @Override
    public int rank() {
      return 5;
    }
  }

  /** Asks for leave to send. */
  record Reserve(OpenFolder folder, List<Item> items) implements Job {
    public Reserve {
      items = List.copyOf(items);
    }

    @Override
    public int rank() {
      return 6;
    }
  }
}
