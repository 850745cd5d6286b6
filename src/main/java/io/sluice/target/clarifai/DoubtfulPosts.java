package io.sluice.target.clarifai;

import io.sluice.item.Item;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Inputs that were posted, and of which no answer said what became of them. Before they are posted
 * again the platform is asked: what it has by now needs no bytes, at most a place in the dataset.
 */
final class DoubtfulPosts {
  private final Places places;
  private final int atOnce;

  /**
   * @param atOnce how many are asked for in one request
   */
  DoubtfulPosts(Places places, int atOnce) {
    this.places = places;
    this.atOnce = atOnce;
  }

  /**
   * What is to be done about an input.
   *
   * @param sent what is to be committed, with the ticket for it
   * @param settled the outcome, where nothing is to be committed
   */
  record Step(SentItem sent, Optional<ItemOutcome> settled) {
    private static Step as(SentItem sent) {
      return new Step(sent, Optional.empty());
    }

    private static Step end(SentItem sent, ItemOutcome outcome) {
      return new Step(sent, Optional.of(outcome));
    }
  }

  /** What is to be done about each, in order; makes no request where none is in doubt. */
  List<Step> steps(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException {
    List<Item> doubtful =
        sent.stream()
            .filter(one -> InputTicket.of(one.reservation()).isDoubtful())
            .map(SentItem::item)
            .toList();
    Map<Item, Places.Place> found = new HashMap<>();
    for (int from = 0; from < doubtful.size(); from += atOnce) {
      List<Item> some = doubtful.subList(from, Math.min(doubtful.size(), from + atOnce));
      List<Places.Place> at = places.of(dataset, some);
      for (int i = 0; i < some.size(); i++) {
        found.put(some.get(i), at.get(i));
      }
    }
    List<Step> steps = new ArrayList<>();
    for (SentItem one : sent) {
      Places.Place place = found.get(one.item());
      steps.add(place == null ? Step.as(one) : step(one, place));
    }
    return List.copyOf(steps);
  }

  private static Step step(SentItem sent, Places.Place place) {
    InputTicket ticket = InputTicket.of(sent.reservation());
    if (place instanceof Places.Place.Elsewhere elsewhere) {
      InputTicket link = new InputTicket(elsewhere.input().id(), true);
      ticket.digest().ifPresent(link::read);
      link.describe(ticket.details());
      return Step.as(new SentItem(sent.item(), link));
    }
    if (place instanceof Places.Place.Taken taken) {
      return Step.end(
          sent, new ItemOutcome.NameTaken("the dataset has the input " + taken.input().id()));
    }
    if (place instanceof Places.Place.Unasked unasked) {
      return Step.end(sent, new ItemOutcome.Retry(Duration.ZERO, unasked.reason()));
    }
    return place instanceof Places.Place.Free free && free.ids().contains(ticket.inputId())
        ? Step.as(sent)
        : Step.end(
            sent,
            new ItemOutcome.ReservationLost(
                "the id " + ticket.inputId() + " is another input's by now"));
  }
}
