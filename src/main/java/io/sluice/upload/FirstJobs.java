package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.Lane;
import io.sluice.target.Capabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what items that were just claimed begin with: a look at what the target has, leave to
 * send, or what is left to do for those it has taken before. Pure, and so safe for all workers of a
 * pool at once.
 */
final class FirstJobs {
  private final Capabilities capabilities;

  FirstJobs(Capabilities capabilities) {
    this.capabilities = capabilities;
  }

  /** The jobs that claimed items begin with. */
  List<Job> forClaimed(OpenFolder folder, Lane lane, List<Item> claimed) {
    List<Item> items = LocalParts.labelled(claimed, folder.order().labels());
    List<Item> accepted = new ArrayList<>();
    List<Item> doubtful = new ArrayList<>();
    List<Item> fresh = new ArrayList<>();
    List<Attachment> sidecars = new ArrayList<>();
    for (Item item : items) {
      if (LocalParts.isSidecar(item)) {
        sidecars.add(new Attachment(item, Optional.empty()));
      } else if (item.state() == ItemState.COMMITTED && capabilities.followsCommits()) {
        accepted.add(item);
      } else {
        (looksFirst(item, lane) ? doubtful : fresh).add(item);
      }
    }
    List<Job> jobs = new ArrayList<>();
    addUnlessEmpty(jobs, accepted, new Job.Follow(folder, lane, accepted));
    addUnlessEmpty(jobs, doubtful, new Job.Resolve(folder, lane, doubtful, false));
    addUnlessEmpty(jobs, fresh, new Job.Reserve(folder, lane, fresh));
    addUnlessEmpty(jobs, sidecars, new Job.Attach(folder, lane, sidecars));
    return jobs;
  }

  /** A backlog may be there already, whole: what is known from a listing need not be sent. */
  private boolean looksFirst(Item item, Lane lane) {
    if (item.state() == ItemState.RESERVED && item.hasTokens()) {
      // It goes on where it stopped: no bytes of it count yet, and its name is held for it.
      return false;
    }
    return item.state().isUnresolved()
        || lane == Lane.BACKLOG
        || !capabilities.reserveRefusesTakenNames();
  }

  private static void addUnlessEmpty(List<Job> jobs, List<?> items, Job job) {
    if (!items.isEmpty()) {
      jobs.add(job);
    }
  }
}
