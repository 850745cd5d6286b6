package io.sluice.target.clarifai;

import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import io.sluice.target.ItemOutcome;
import io.sluice.target.RemoteImage;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Reads what became of each input that was posted, or that is followed. */
final class PostedInputs {
  /** A refusal that is told in a body, or that is our own, has the platform's code at most. */
  static final int NO_HTTP_STATUS = 0;

  private static final Logger log = LoggerFactory.getLogger(PostedInputs.class);
  private static final String TEXT_ADVICE =
      "; set the app's primary input type to Text/Document in the app's settings";
  private static final String KIND_ADVICE =
      "; the app does not take this type of input: see its primary input type in its settings";
  private static final Duration THROTTLED_WAIT = Duration.ofSeconds(5);

  private final ClarifaiApi api;
  private final boolean waits;

  /**
   * @param waits whether all inputs count only once they were processed
   */
  PostedInputs(ClarifaiApi api, boolean waits) {
    this.api = api;
    this.waits = waits;
  }

  /** The outcomes in the order of the group; what the answer does not mention is unknown. */
  List<ItemOutcome> outcomes(List<SentItem> sent, ApiAnswer answer) throws TargetException {
    JsonNode inputs = answer.body().path("inputs");
    if (inputs.isEmpty() && !answer.isGood()) {
      return refused(sent, answer);
    }
    Map<String, JsonNode> byId = new HashMap<>();
    for (JsonNode input : inputs.values()) {
      WireFields.text(input, "id").ifPresent(id -> byId.put(id, input));
    }
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (SentItem one : sent) {
      JsonNode input = byId.get(InputTicket.of(one.reservation()).inputId());
      outcomes.add(
          input == null
              ? new ItemOutcome.Unknown("the platform's answer does not mention it")
              : outcome(one, input));
    }
    return Collections.unmodifiableList(outcomes);
  }

  /** The whole request was refused, and not a word of single inputs. */
  private List<ItemOutcome> refused(List<SentItem> sent, ApiAnswer answer) throws TargetException {
    WireStatus status = answer.status();
    if (!status.isWrongKind() && !StatusCode.isBadRequest(status.code())) {
      throw api.unexpected(answer);
    }
    long kinds = sent.stream().map(one -> InputJson.kind(one.item())).distinct().count();
    if (sent.size() > 1 && !(status.isWrongKind() && kinds == 1)) {
      throw new TargetException(
          Kind.GROUP_REFUSED, sent.size() + " inputs at once are refused: " + api.said(status));
    }
    return sent.stream()
        .<ItemOutcome>map(one -> new ItemOutcome.Rejected(NO_HTTP_STATUS, said(one.item(), status)))
        .toList();
  }

  /** The platform's words, and what can be done at the platform where the app may be the reason. */
  private String said(Item item, WireStatus status) {
    String said = api.said(status);
    boolean text = InputJson.kindOf(item).equals(Optional.of(MediaKind.TEXT));
    if (text && status.isWrongKind()) {
      return said + TEXT_ADVICE;
    }
    if (text) {
      return said + "; should the app not be for texts" + TEXT_ADVICE.replace(';', ',');
    }
    return status.isWrongKind() ? said + KIND_ADVICE : said;
  }

  private ItemOutcome outcome(SentItem sent, JsonNode input) {
    Optional<WireStatus> told = WireStatus.in(input);
    if (told.isEmpty()) {
      return new ItemOutcome.Unknown("the platform does not say what became of it");
    }
    WireStatus status = told.get();
    InputTicket ticket = InputTicket.of(sent.reservation());
    if (status.isDuplicateId()) {
      return new ItemOutcome.NameTaken(api.said(status));
    }
    if (StatusCode.isAtWork(status.code()) || StatusCode.isDone(status.code())) {
      return accepted(sent.item(), ticket);
    }
    return failed(sent.item(), ticket.inputId(), status);
  }

  /** Whether an input counts only once it was processed; no other one can be annotated. */
  boolean waitsFor(Item item) {
    ItemOptions options = item.options();
    return waits || options.hasAnnotations() || options.layout() == ItemLayout.ANNOTATED;
  }

  /** The platform has it. */
  ItemOutcome accepted(Item item, InputTicket ticket) {
    if (waitsFor(item)) {
      FollowToken token = FollowToken.first(ticket.inputId(), false);
      return new ItemOutcome.Processing(token.toString(), token.pause());
    }
    return new ItemOutcome.Done(
        new RemoteImage(
            ticket.inputId(),
            item.name().directory(),
            item.name().fileName(),
            OptionalLong.of(item.sizeBytes()),
            ticket.digest()));
  }

  /** What a status says of an input that has not come to its end. */
  String words(WireStatus status) {
    return api.said(status);
  }

  /** What the status of an input says that is neither there nor on its way. */
  ItemOutcome failed(Item item, String inputId, WireStatus status) {
    String said = api.said(status);
    log.info(
        "input {} has failed: {}; request id {}", inputId, said, api.shown(status.requestId()));
    if (StatusCode.throttles(status.code())) {
      return new ItemOutcome.Retry(THROTTLED_WAIT, said);
    }
    boolean passes = StatusCode.passes(status.code()) || status.code() == 0;
    return passes
        ? new ItemOutcome.Retry(Duration.ZERO, said)
        : new ItemOutcome.Rejected(NO_HTTP_STATUS, said(item, status));
  }
}
