package io.sluice.target.clarifai;

import io.sluice.item.Item;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks how far the platform is with inputs that it has accepted, and sees them in the dataset. */
final class Following {
  /**
   * What cannot be fetched may be there a moment later; the platform is not seen to try for long.
   */
  private static final int LOOKS_AT_A_URL = 5;

  private final InputLookup lookup;
  private final Members members;
  private final PostedInputs replies;
  private final Duration followFor;

  Following(InputLookup lookup, Members members, PostedInputs replies, ClarifaiSettings settings) {
    this.lookup = lookup;
    this.members = members;
    this.replies = replies;
    this.followFor = settings.followFor();
  }

  /** As {@link io.sluice.target.Target#follow}. */
  List<ItemOutcome> follow(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    List<String> ids = items.stream().map(item -> FollowToken.of(item).inputId()).toList();
    Map<String, InputRecord> there = lookup.find(ids);
    Set<String> processed = new HashSet<>();
    there.values().stream()
        .filter(input -> StatusCode.isDone(input.code()))
        .forEach(input -> processed.add(input.id()));
    Set<String> outside = new HashSet<>(processed);
    outside.removeAll(members.among(dataset, processed));
    Set<String> failed = outside.isEmpty() ? Set.of() : members.add(dataset, outside);
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (Item item : items) {
      FollowToken token = FollowToken.of(item);
      outcomes.add(outcome(item, token, Optional.ofNullable(there.get(token.inputId())), failed));
    }
    return outcomes;
  }

  private ItemOutcome outcome(
      Item item, FollowToken token, Optional<InputRecord> input, Set<String> notAdded) {
    if (input.isEmpty()) {
      return token.found()
          ? new ItemOutcome.ReservationLost("the input that was there is gone")
          : new ItemOutcome.Unknown("the platform has accepted it, and does not list it");
    }
    if (notAdded.contains(token.inputId())) {
      return new ItemOutcome.Retry(
          Duration.ZERO, "the platform has it, and does not take it into the dataset");
    }
    int code = input.get().code();
    if (StatusCode.isDone(code) || (StatusCode.isOpen(code) && !replies.waitsFor(item))) {
      return done(item, token, input.get());
    }
    WireStatus status = input.get().status().orElseThrow();
    if (StatusCode.isFailed(code)) {
      return failed(item, replies.failed(item, token.inputId(), status), token);
    }
    boolean givenUp = code == StatusCode.NOT_FETCHED && token.asked() >= LOOKS_AT_A_URL;
    return givenUp && isUrl(item)
        ? failed(
            item,
            new ItemOutcome.Rejected(PostedInputs.NO_HTTP_STATUS, replies.words(status)),
            token)
        : goesOn(token, status);
  }

  private static ItemOutcome done(Item item, FollowToken token, InputRecord input) {
    RemoteImage image = Findings.shown(item, input);
    return token.found() ? new ItemOutcome.WasThere(image) : new ItemOutcome.Done(image);
  }

  private static boolean isUrl(Item item) {
    return item.parts().get(0).source() instanceof Source.Url;
  }

  /** Its id is taken by what has failed, so the platform would not fetch it once more. */
  private static ItemOutcome failed(Item item, ItemOutcome outcome, FollowToken token) {
    return isUrl(item) && outcome instanceof ItemOutcome.Rejected rejected
        ? new ItemOutcome.Rejected(
            rejected.status(),
            rejected.reason()
                + "; once the URL can be fetched, delete the input "
                + token.inputId()
                + " there to have it sent again")
        : outcome;
  }

  private ItemOutcome goesOn(FollowToken token, WireStatus status) {
    if (token.waited().compareTo(followFor) >= 0) {
      return new ItemOutcome.Retry(
          Duration.ZERO,
          "the platform has accepted it, and has not processed it within "
              + followFor.toMinutes()
              + " minutes: "
              + replies.words(status)
              + "; it is asked again");
    }
    FollowToken next = token.askedAgain();
    return new ItemOutcome.Processing(next.toString(), next.pause());
  }
}
