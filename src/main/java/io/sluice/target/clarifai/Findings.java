package io.sluice.target.clarifai;

import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds what a dataset has of items, and how far the platform is with it. Thread-safe. */
final class Findings {
  private final Places places;
  private final PostedInputs replies;

  Findings(Places places, PostedInputs replies) {
    this.places = places;
    this.replies = replies;
  }

  /** As {@link io.sluice.target.Target#find}. */
  List<Finding> find(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    List<Places.Place> found = places.of(dataset, items);
    for (int i = 0; i < items.size(); i++) {
      findings.add(finding(items.get(i), found.get(i)));
    }
    return List.copyOf(findings);
  }

  private Finding finding(Item item, Places.Place place) {
    if (!(place instanceof Places.Place.Taken taken)) {
      return new Finding.Absent();
    }
    InputRecord input = taken.input();
    // What has failed is told by the question how far it is, also where nobody waits for an end.
    boolean there =
        StatusCode.isDone(input.code())
            || (StatusCode.isOpen(input.code()) && !replies.waitsFor(item));
    if (there || !Places.isSame(item, input)) {
      return new Finding.Present(shown(item, input));
    }
    FollowToken token = FollowToken.first(input.id(), !item.state().isUnresolved());
    return new Finding.Processing(shown(item, input), token.toString(), true);
  }

  /** What is known by its content has no size: the key may well be the user's own. */
  static RemoteImage shown(Item item, InputRecord input) {
    RemoteImage image = input.toRemoteImage(item.name());
    return KnownBy.isContent(item)
        ? new RemoteImage(
            image.id(), image.directory(), image.fileName(), OptionalLong.empty(), image.digest())
        : image;
  }
}
