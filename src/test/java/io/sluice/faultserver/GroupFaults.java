package io.sluice.faultserver;

import io.sluice.faultserver.Fault.RunEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers about several images that leave some out, mix them up or tell of some twice. */
final class GroupFaults {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<Step> STEPS = EnumSet.of(Step.RESERVE, Step.COMMIT);

  private GroupFaults() {}

  static List<Fault> all() {
    return List.of(
        rearranged("group-first-missing", rows -> rows.subList(1, rows.size())),
        rearranged("group-all-missing", rows -> List.of()),
        rearranged("group-reversed", GroupFaults::reversed),
        rearranged("group-first-twice", GroupFaults::withFirstTwice),
        rearranged(
            "group-first-in-place-of-all", rows -> Collections.nCopies(rows.size(), rows.get(0))),
        rearranged("group-nulls", rows -> Collections.nCopies(rows.size(), JSON.nullNode())),
        bulk("group-one-refused-for-now", STEPS, x -> oneRefused(x, "internal_error")),
        bulk("group-one-lost", EnumSet.of(Step.COMMIT), x -> oneRefused(x, "upload_not_found")),
        bulk("group-too-large", STEPS, x -> x.send(Reply.error(413, "too_large", "fewer"))),
        bulk("group-refused", STEPS, x -> x.send(Reply.error(422, "validation_error", "odd"))));
  }

  private static Fault bulk(String label, Set<Step> steps, Fault.Play play) {
    return new Fault(label, steps, WireRequest::isBulk, RunEnd.DONE, play);
  }

  private static Fault rearranged(String label, UnaryOperator<List<JsonNode>> change) {
    return bulk(label, STEPS, exchange -> exchange.send(rearranged(exchange.act(), change)));
  }

  private static Reply rearranged(Reply reply, UnaryOperator<List<JsonNode>> change) {
    JsonNode tree = JSON.readTree(reply.body().toByteArray());
    for (String name : List.of("upload_urls", "succeeded")) {
      if (tree.path("data").path(name) instanceof ArrayNode rows && !rows.isEmpty()) {
        List<JsonNode> changed = change.apply(List.copyOf(rows.values()));
        rows.removeAll();
        changed.forEach(rows::add);
      }
    }
    return reply.withBody(tree.toString());
  }

  private static List<JsonNode> reversed(List<JsonNode> rows) {
    List<JsonNode> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<JsonNode> withFirstTwice(List<JsonNode> rows) {
    List<JsonNode> more = new ArrayList<>(rows);
    more.add(rows.get(0));
    return more;
  }

  /** The last of the group is not done, with an error of its own. */
  private static void oneRefused(Exchange exchange, String error) throws IOException {
    ObjectNode body = (ObjectNode) JSON.readTree(exchange.body());
    ArrayNode images = (ArrayNode) body.path("images");
    JsonNode last = images.remove(images.size() - 1);
    Reply reply = exchange.actOn(JSON.writeValueAsBytes(body));
    ObjectNode tree = (ObjectNode) JSON.readTree(reply.body().toByteArray());
    String list = exchange.request().step() == Step.RESERVE ? "upload_urls" : "failed";
    if (tree.path("data").path(list) instanceof ArrayNode rows) {
      ObjectNode entry = rows.addObject();
      entry.set("filename", last.path("filename"));
      entry.set("directory_path", last.path("directory_path"));
      entry.put("error", error);
    }
    exchange.send(reply.withBody(tree.toString()));
  }
}
