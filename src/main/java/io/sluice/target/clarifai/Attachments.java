package io.sluice.target.clarifai;

import io.sluice.annotation.InputDetails;
import io.sluice.annotation.Sidecar;
import io.sluice.file.ContentDigest;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemState;
import io.sluice.item.Source;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds what sidecars, or the details of items, say to inputs that are there. */
final class Attachments {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final Duration NOT_PROCESSED_WAIT = Duration.ofSeconds(5);

  private final InputLookup lookup;
  private final AnnotationPosts posts;
  private final PostedInputs replies;

  Attachments(InputLookup lookup, AnnotationPosts posts, PostedInputs replies) {
    this.lookup = lookup;
    this.posts = posts;
    this.replies = replies;
  }

  /** An item whose input may be annotated, or why it may not. */
  private record Step(
      Item item, Optional<ItemOutcome> settled, Optional<InputRecord> input, InputDetails details) {
    static Step end(Item item, ItemOutcome outcome) {
      return new Step(item, Optional.of(outcome), Optional.empty(), InputDetails.NONE);
    }
  }

  /** As {@link io.sluice.target.Target#attach}. */
  List<ItemOutcome> attach(List<Item> items) throws TargetException, InterruptedException {
    Map<String, InputRecord> there = lookup.find(items.stream().map(Attachments::inputId).toList());
    List<Step> steps = new ArrayList<>();
    for (Item item : items) {
      steps.add(step(item, Optional.ofNullable(there.get(inputId(item)))));
    }
    List<Step> open = steps.stream().filter(step -> step.settled().isEmpty()).toList();
    Iterator<AnnotationPosts.Result> results =
        posts
            .post(
                open.stream().map(step -> inputId(step.item())).toList(),
                open.stream().map(Step::details).toList())
            .iterator();
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (Step step : steps) {
      outcomes.add(
          step.settled().isPresent() ? step.settled().get() : outcome(step, results.next()));
    }
    return List.copyOf(outcomes);
  }

  private static String inputId(Item item) {
    return item.parts().get(0).token();
  }

  private Step step(Item item, Optional<InputRecord> input) {
    if (input.isEmpty()) {
      return Step.end(
          item,
          new ItemOutcome.Rejected(
              NOT_FOUND,
              "the app has no input "
                  + inputId(item)
                  + " any more; run: sluice verify --repair, which sends both again"));
    }
    int code = input.get().code();
    if (StatusCode.isOpen(code) || StatusCode.passes(code)) {
      return Step.end(
          item,
          new ItemOutcome.Retry(
              NOT_PROCESSED_WAIT,
              "its input is not processed yet"
                  + input.get().status().map(told -> ": " + replies.words(told)).orElse("")));
    }
    if (!StatusCode.isDone(code)) {
      ItemOutcome failed = replies.failed(item, inputId(item), input.get().status().orElseThrow());
      return Step.end(item, unprocessed(item, failed));
    }
    try {
      return step(item, input.get(), details(item));
    } catch (IOException e) {
      return Step.end(item, InputPosts.sourceFailed(e));
    } catch (IllegalArgumentException e) {
      return Step.end(
          item,
          new ItemOutcome.Rejected(PostedInputs.NO_HTTP_STATUS, String.valueOf(e.getMessage())));
    }
  }

  /** That it was not the annotations that failed, and what helps. */
  private static ItemOutcome unprocessed(Item item, ItemOutcome outcome) {
    if (!(outcome instanceof ItemOutcome.Rejected rejected)) {
      return outcome;
    }
    String words = "its input " + inputId(item) + " could not be processed: " + rejected.reason();
    String advice =
        item.options().layout() == ItemLayout.SIDECAR
            ? "; delete that input there and run: sluice verify --repair, which sends both again"
            : "";
    return new ItemOutcome.Rejected(rejected.status(), words + advice);
  }

  /** Nothing is added to what may be another one's picture, found by its id alone. */
  private static Step step(Item item, InputRecord input, InputDetails details) {
    boolean adds = !details.annotations().isEmpty() || !input.lacking(details).isEmpty();
    return (adds ? foreign(item, input) : Optional.<ItemOutcome.Foreign>empty())
        .map(foreign -> Step.end(item, foreign))
        .orElseGet(() -> new Step(item, Optional.empty(), Optional.of(input), details));
  }

  /** Whether an input is another one's, or may be, in words; empty where it is the item's. */
  private static Optional<ItemOutcome.Foreign> foreign(Item item, InputRecord input) {
    boolean sidecar = item.options().layout() == ItemLayout.SIDECAR;
    Optional<ContentDigest> own =
        sidecar
            ? item.subject().flatMap(Places::digest)
            : item.parts().get(0).source().knownDigest();
    boolean told = input.digest().isPresent() && (own.isPresent() || !sidecar);
    if (told && (own.isEmpty() || own.equals(input.digest()))) {
      return Optional.empty();
    }
    return Optional.of(
        new ItemOutcome.Foreign(told && sidecar ? replaced(item, input) : untold(sidecar, input)));
  }

  private static String untold(boolean sidecar, InputRecord input) {
    String advice =
        sidecar
            ? ", or have the file sent beside it with: sluice retry --retry-duplicates"
            : ", or give the item another id";
    return "what it says was not added to the input "
        + input.id()
        + ", which is not known to have the same content: add it at the platform"
        + advice;
  }

  /** The file went there under that id, and what is there now is another one's. */
  private static String replaced(Item item, InputRecord input) {
    StampedFile file = ((Source.LocalFile) item.subject().orElseThrow().source()).file();
    String name = RelativePath.of(file.root(), file.path()).fileName().display();
    return "what it says was not added to the input %s, which has other content than %s by now: "
            .formatted(input.id(), name)
        + "that input was deleted, it seems, and another file got its id; run: sluice verify"
        + " --repair, which sends both again";
  }

  private static InputDetails details(Item item) throws IOException {
    return item.options().layout() == ItemLayout.SIDECAR
        ? read(Places.file(item))
        : item.options().details();
  }

  /**
   * Reads a sidecar as it was stamped.
   *
   * @throws IllegalArgumentException when it is none
   */
  static InputDetails read(StampedFile file) throws IOException {
    if (file.sizeBytes() > Sidecar.LARGEST_BYTES) {
      throw new IllegalArgumentException(Sidecar.tooLarge(file.sizeBytes()));
    }
    try (InputStream in = file.open()) {
      byte[] content = in.readAllBytes();
      file.verifyUnchanged();
      return Sidecar.read(content);
    }
  }

  private static ItemOutcome outcome(Step step, AnnotationPosts.Result result) {
    if (result.open() > 0) {
      return new ItemOutcome.Retry(
          result.isPending() ? NOT_PROCESSED_WAIT : Duration.ZERO,
          "%d of %d annotations are not there yet: %s"
              .formatted(result.open(), result.all(), result.words()));
    }
    if (result.refused() > 0) {
      return new ItemOutcome.Rejected(
          PostedInputs.NO_HTTP_STATUS,
          "%d of %d annotations are refused: %s"
              .formatted(result.refused(), result.all(), result.words()));
    }
    return there(step, result);
  }

  private static ItemOutcome there(Step step, AnnotationPosts.Result result) {
    InputRecord input = step.input().orElseThrow();
    String lacking = input.lacking(step.details());
    String remark =
        lacking.isEmpty()
            ? ""
            : "its %s were not sent, since the input %s was there before: add them there"
                .formatted(lacking, input.id());
    if (result.all() == 0 && !remark.isEmpty()) {
      return new ItemOutcome.Rejected(CONFLICT, remark);
    }
    boolean before = result.all() > 0 && result.posted() == 0;
    return before && step.item().state() != ItemState.SENT
        ? new ItemOutcome.NameTaken(
            "its annotations are there already" + (remark.isEmpty() ? "" : "; " + remark))
        : new ItemOutcome.Done(input.toRemoteImage(step.item().name()), remark);
  }
}
