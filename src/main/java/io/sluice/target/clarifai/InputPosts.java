package io.sluice.target.clarifai;

import io.sluice.file.ReadTrouble;
import io.sluice.file.SourceChangedException;
import io.sluice.pace.Pace;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.PartBytes;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okio.Buffer;

/** Posts a group of files as inputs, their bytes in one request. */
final class InputPosts {
  /** Most bytes of one request, of which the platform takes a little more. */
  static final long LARGEST_BODY_BYTES = 120_000_000;

  private static final String END = "],\"input_id_conflict_resolution\":\"SKIP\"}";
  private static final String FILE_END = "\"}}}";
  private static final Duration LEAST_LIMIT = Duration.ofMinutes(5);

  /** Below this rate a transfer is hopeless. */
  private static final long SLOWEST_BYTES_PER_SECOND = 8 << 10;

  private final ClarifaiApi api;
  private final Concepts concepts;
  private final Pace pace;
  private final int workers;
  private final PartBytes progress;

  InputPosts(ClarifaiApi api, Concepts concepts, Pace pace, int workers, PartBytes progress) {
    this.api = api;
    this.concepts = concepts;
    this.pace = pace;
    this.workers = workers;
    this.progress = progress;
  }

  /**
   * Posts the items, each of which was read and hashed.
   *
   * @param replies makes outcomes of what the platform says of each
   * @return one outcome for each, in order
   */
  List<ItemOutcome> post(Dataset dataset, List<SentItem> sent, PostedInputs replies)
      throws TargetException, InterruptedException {
    Map<String, String> conceptIds = concepts.ids(labels(sent));
    InputsBody body = body(dataset, sent, conceptIds);
    requireFitting(sent, body);
    try {
      ApiAnswer answer =
          api.post(api.app().addPathSegment("inputs").build(), body, limit(body.contentLength()));
      return body.trouble().isPresent()
          ? brokenOff(sent, body.trouble().get())
          : replies.outcomes(sent, answer);
    } catch (TargetException e) {
      if (body.trouble().isPresent()) {
        return brokenOff(sent, body.trouble().get());
      }
      if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.FAULTY) {
        sent.forEach(one -> InputTicket.of(one.reservation()).doubt());
      }
      throw e;
    }
  }

  /** The document was never whole, so that none of its inputs came to be. */
  private static List<ItemOutcome> brokenOff(List<SentItem> sent, InputsBody.Trouble trouble) {
    List<ItemOutcome> outcomes = new ArrayList<>();
    int files = 0;
    for (SentItem one : sent) {
      boolean isFile = KnownBy.isFile(one.item());
      files += isFile ? 1 : 0;
      outcomes.add(
          isFile && files - 1 == trouble.place()
              ? sourceFailed(trouble.failure())
              : new ItemOutcome.Retry(
                  Duration.ZERO, "another file of the same request changed while it was sent"));
    }
    return outcomes;
  }

  static ItemOutcome sourceFailed(IOException failure) {
    if (failure instanceof SourceChangedException changed) {
      return new ItemOutcome.SourceChanged(String.valueOf(changed.getMessage()), changed.isGone());
    }
    return new ItemOutcome.SourceUnreadable(ReadTrouble.of(failure));
  }

  private static void requireFitting(List<SentItem> sent, InputsBody body) throws TargetException {
    if (body.contentLength() > LARGEST_BODY_BYTES) {
      throw new TargetException(
          Kind.TOO_LARGE,
          "a request of %d bytes; at most %d are sent"
              .formatted(body.contentLength(), LARGEST_BODY_BYTES));
    }
    long videos =
        sent.stream().filter(one -> InputJson.kind(one.item()) == MediaKind.VIDEO).count();
    if (videos > 1) {
      throw new TargetException(Kind.TOO_LARGE, "the platform takes one video in a request");
    }
  }

  private InputsBody body(Dataset dataset, List<SentItem> sent, Map<String, String> conceptIds) {
    List<InputsBody.Part> parts = new ArrayList<>();
    // Encoded as it comes, and never copied: texts of a whole group may be large.
    Buffer text = new Buffer().writeUtf8("{\"inputs\":[");
    boolean first = true;
    for (SentItem one : sent) {
      InputTicket ticket = InputTicket.of(one.reservation());
      text.writeUtf8(first ? "" : ",");
      text.writeUtf8(InputJson.head(dataset, one.item(), ticket, conceptIds));
      first = false;
      if (KnownBy.isFile(one.item())) {
        parts.add(
            new InputsBody.Part(
                text.snapshot(),
                Places.file(one.item()),
                ticket.digest().orElseThrow(),
                ticket.form().orElseThrow(),
                (done, length) ->
                    progress.sent(one.item(), one.item().parts().get(0), done, length)));
        text = new Buffer().writeUtf8(FILE_END);
      }
    }
    return new InputsBody(parts, text.writeUtf8(END).snapshot(), pace);
  }

  private static Set<String> labels(List<SentItem> sent) {
    Set<String> labels = new HashSet<>();
    sent.forEach(
        one ->
            labels.addAll(
                InputJson.concepts(one.item(), InputTicket.of(one.reservation())).keySet()));
    return labels;
  }

  /** Generous: a transfer that moves is not cut off, one that only seems to move is. */
  private Duration limit(long bytes) {
    Optional<Long> rate =
        pace.bytesPerSecond().isEmpty()
            ? Optional.empty()
            : Optional.of(pace.bytesPerSecond().getAsLong());
    long paced = rate.map(perSecond -> bytes * workers / perSecond).orElse(0L);
    return LEAST_LIMIT.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND + paced);
  }
}
