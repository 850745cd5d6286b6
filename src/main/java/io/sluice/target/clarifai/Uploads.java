package io.sluice.target.clarifai;

import io.sluice.annotation.Concept;
import io.sluice.file.ContentDigest;
import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.pace.Pace;
import io.sluice.pace.PausedException;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import io.sluice.target.web.CallErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps of an upload: a look at the ids, a look at the file, and the request itself. */
final class Uploads {
  private static final String BESIDE =
      "send it under one more with: sluice retry --retry-duplicates (push, csv: the same command"
          + " with that option)";

  private final ClarifaiApi api;
  private final ClaimedIds claims = new ClaimedIds();
  private final Places places;
  private final DoubtfulPosts doubtful;
  private final Members members;
  private final InputPosts posts;
  private final PostedInputs replies;
  private final Pace pace;

  Uploads(
      ClarifaiApi api,
      Places places,
      Members members,
      InputPosts posts,
      PostedInputs replies,
      Pace pace) {
    this.api = api;
    this.places = places;
    this.doubtful = new DoubtfulPosts(places, ClarifaiTarget.NAMES_AT_ONCE);
    this.members = members;
    this.posts = posts;
    this.replies = replies;
    this.pace = pace;
  }

  /** As {@link io.sluice.target.Target#reserve}. */
  List<ItemOutcome> reserve(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    List<Item> asked = items.stream().filter(item -> refused(item).isEmpty()).toList();
    Iterator<Places.Place> answers =
        asked.isEmpty() ? List.<Places.Place>of().iterator() : places.of(dataset, asked).iterator();
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (Item item : items) {
      outcomes.add(refused(item).orElseGet(() -> leave(item, answers.next())));
    }
    return List.copyOf(outcomes);
  }

  /** What needs no request to be refused. */
  private static Optional<ItemOutcome> refused(Item item) {
    if (!KnownBy.isFile(item)) {
      return Optional.empty();
    }
    Optional<MediaKind> kind = MediaKind.of(InputJson.fileName(item));
    if (kind.isEmpty() || item.entryParts().size() > 1) {
      return rejected(415, "the platform does not take this type of file");
    }
    if (item.sizeBytes() == 0) {
      return rejected(PostedInputs.NO_HTTP_STATUS, "the file is empty");
    }
    if (item.sizeBytes() > kind.get().largestBytes()) {
      return rejected(
          413,
          "the file has %d bytes; the platform takes %d of this kind"
              .formatted(item.sizeBytes(), kind.get().largestBytes()));
    }
    return Optional.empty();
  }

  private static Optional<ItemOutcome> rejected(int status, String reason) {
    return Optional.of(new ItemOutcome.Rejected(status, reason));
  }

  private ItemOutcome leave(Item item, Places.Place place) {
    if (place instanceof Places.Place.Taken taken) {
      return taken(taken.input());
    }
    if (place instanceof Places.Place.Elsewhere elsewhere) {
      return new ItemOutcome.Reserved(new InputTicket(elsewhere.input().id(), true));
    }
    if (place instanceof Places.Place.Barred barred) {
      return new ItemOutcome.Rejected(
          409,
          "the id "
              + barred.input().id()
              + " is that of an input which the dataset does not have, and which does not say what"
              + " it is; give another id, or "
              + BESIDE);
    }
    return unlabelled(item).orElseGet(() -> free(item, (Places.Place.Free) place));
  }

  /** What cannot have its label is not sent without it; what is there keeps those that it has. */
  private static Optional<ItemOutcome> unlabelled(Item item) {
    return item.options()
        .label()
        .flatMap(Concept::unfit)
        .flatMap(
            why ->
                rejected(
                    PostedInputs.NO_HTTP_STATUS,
                    "the name of its directory cannot be its label: " + why + "; rename it"));
  }

  /** Another file, of this very group even, may be about to have one of the ids. */
  private ItemOutcome free(Item item, Places.Place.Free place) {
    return place.ids().stream()
        .filter(id -> claims.claim(id, item.name()))
        .findFirst()
        .<ItemOutcome>map(id -> new ItemOutcome.Reserved(new InputTicket(id, false)))
        .orElseGet(
            () ->
                new ItemOutcome.Rejected(
                    409,
                    "every id that it could have is another input's: rename the file, or "
                        + BESIDE));
  }

  private ItemOutcome taken(InputRecord input) {
    if (StatusCode.isFailed(input.code())) {
      return new ItemOutcome.Rejected(
          PostedInputs.NO_HTTP_STATUS,
          "it is at the platform as input "
              + input.id()
              + ", which could not be processed: "
              + input.status().map(api::said).orElse("")
              + "; delete that input there to have it sent again");
    }
    return new ItemOutcome.NameTaken("the dataset has the input " + input.id());
  }

  /** As {@link io.sluice.target.Target#transfer}: the file is read, and nothing is sent yet. */
  ItemOutcome read(Item item, Part part, InputTicket ticket) throws TargetException {
    requireRunning();
    try {
      if (!(part.source() instanceof Source.LocalFile local)) {
        ContentDigest told = part.source().knownDigest().orElseThrow();
        ticket.read(told);
        return new ItemOutcome.Sent(told);
      }
      StampedFile file = local.file();
      if (!part.slot().equals(Part.ONLY_SLOT)) {
        ticket.describe(Attachments.read(file));
        return new ItemOutcome.Sent(file.digest());
      }
      if (InputJson.kind(item) == MediaKind.TEXT) {
        return readText(file, ticket);
      }
      ContentDigest digest = file.digest();
      ticket.read(digest, new FileForm.InBase64(file.sizeBytes()));
      return new ItemOutcome.Sent(digest);
    } catch (IOException e) {
      return InputPosts.sourceFailed(e);
    } catch (IllegalArgumentException e) {
      // It was read before it was planned: what it says has changed since.
      return new ItemOutcome.SourceChanged("the sidecar " + e.getMessage(), false);
    }
  }

  private static ItemOutcome readText(StampedFile file, InputTicket ticket) throws IOException {
    TextReading reading = TextReading.of(file);
    if (reading instanceof TextReading.NoText none) {
      return new ItemOutcome.Rejected(PostedInputs.NO_HTTP_STATUS, none.reason());
    }
    TextReading.Text text = (TextReading.Text) reading;
    ticket.read(text.digest(), text.form());
    return new ItemOutcome.Sent(text.digest());
  }

  /** Nothing is begun while the target asked to be left alone. */
  private void requireRunning() throws TargetException {
    try {
      pace.requireRunning();
    } catch (PausedException e) {
      throw CallErrors.paused(api.host(), e);
    }
  }

  /** As {@link io.sluice.target.Target#commit}. */
  List<ItemOutcome> commit(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException {
    requireRunning();
    List<DoubtfulPosts.Step> steps = doubtful.steps(dataset, sent);
    List<SentItem> links = new ArrayList<>();
    List<SentItem> files = new ArrayList<>();
    for (DoubtfulPosts.Step step : steps) {
      InputTicket ticket = InputTicket.of(step.sent().reservation());
      if (step.settled().isEmpty() && ticket.digest().isPresent()) {
        (ticket.linksOnly() ? links : files).add(step.sent());
      }
    }
    Iterator<ItemOutcome> linked = link(dataset, links).iterator();
    Iterator<ItemOutcome> posted =
        (files.isEmpty() ? List.<ItemOutcome>of() : posts.post(dataset, files, replies)).iterator();
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (DoubtfulPosts.Step step : steps) {
      InputTicket ticket = InputTicket.of(step.sent().reservation());
      if (step.settled().isPresent()) {
        outcomes.add(step.settled().get());
      } else if (ticket.digest().isEmpty()) {
        outcomes.add(new ItemOutcome.ReservationLost("the file was not read yet"));
      } else {
        outcomes.add((ticket.linksOnly() ? linked : posted).next());
      }
    }
    return List.copyOf(outcomes);
  }

  /** Inputs that the app has already are put into the dataset. */
  private List<ItemOutcome> link(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException {
    if (sent.isEmpty()) {
      return List.of();
    }
    List<String> ids =
        sent.stream().map(one -> InputTicket.of(one.reservation()).inputId()).toList();
    Set<String> failed = members.add(dataset, ids);
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (SentItem one : sent) {
      InputTicket ticket = InputTicket.of(one.reservation());
      outcomes.add(
          failed.contains(ticket.inputId())
              ? new ItemOutcome.Retry(
                  Duration.ZERO, "the app has it, and does not take it into the dataset")
              : replies.accepted(one.item(), ticket));
    }
    return outcomes;
  }
}
