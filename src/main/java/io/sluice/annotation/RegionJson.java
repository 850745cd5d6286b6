package io.sluice.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of an annotation that say where it is: one of {@code box}, {@code polygon} and {@code
 * span}, and {@code frame} beside a box. For {@link DetailsJson}, which reads and writes the rest.
 */
final class RegionJson {
  private RegionJson() {}

  /**
   * Reads the region of an annotation.
   *
   * @throws IllegalArgumentException when there is none, more than one, or one that is not as it
   *     must be
   */
  static Region read(KnownFields fields) {
    Optional<JsonNode> box = fields.node("box");
    Optional<JsonNode> polygon = fields.node("polygon");
    Optional<JsonNode> frame = fields.node("frame");
    Optional<JsonNode> span = fields.node("span");
    boolean onFrame = frame.isPresent() && box.isPresent();
    long kinds = List.of(box, polygon, span).stream().filter(Optional::isPresent).count();
    if (kinds != 1 || frame.isPresent() != onFrame) {
      throw new IllegalArgumentException(
          "needs one of box, polygon and span; frame goes with a box");
    }
    if (onFrame) {
      return frameBox(frame.get(), box(box.get()));
    }
    if (box.isPresent()) {
      return box(box.get());
    }
    return polygon.isPresent() ? polygon(polygon.get()) : span(span.orElseThrow());
  }

  private static Region.Box box(JsonNode node) {
    KnownFields fields = KnownFields.of(node, "box", Set.of("top", "left", "bottom", "right"));
    return new Region.Box(
        fields.number("top"),
        fields.number("left"),
        fields.number("bottom"),
        fields.number("right"));
  }

  private static Region.FrameBox frameBox(JsonNode node, Region.Box box) {
    KnownFields fields = KnownFields.of(node, "frame", Set.of("time_ms", "index"));
    OptionalLong index =
        fields.node("index").isPresent()
            ? OptionalLong.of(fields.whole("index"))
            : OptionalLong.empty();
    return new Region.FrameBox(index, fields.whole("time_ms"), box);
  }

  private static Region.Polygon polygon(JsonNode node) {
    List<Region.Point> points = new ArrayList<>();
    for (JsonNode one : KnownFields.list(node, "polygon")) {
      KnownFields fields = KnownFields.of(one, "polygon", Set.of("x", "y"));
      points.add(new Region.Point(fields.number("x"), fields.number("y")));
    }
    return new Region.Polygon(points);
  }

  private static Region.Span span(JsonNode node) {
    KnownFields fields = KnownFields.of(node, "span", Set.of("start", "end"));
    return new Region.Span(fields.whole("start"), fields.whole("end"));
  }

  /** Writes a region; {@link #read} gives the same value back. */
  static void put(ObjectNode tree, Region region) {
    if (region instanceof Region.FrameBox frameBox) {
      ObjectNode frame = tree.putObject("frame").put("time_ms", frameBox.timeMillis());
      frameBox.index().ifPresent(index -> frame.put("index", index));
      putBox(tree.putObject("box"), frameBox.box());
    } else if (region instanceof Region.Box box) {
      putBox(tree.putObject("box"), box);
    } else if (region instanceof Region.Polygon polygon) {
      ArrayNode points = tree.putArray("polygon");
      polygon.points().forEach(point -> points.addObject().put("x", point.x()).put("y", point.y()));
    } else if (region instanceof Region.Span span) {
      tree.putObject("span").put("start", span.start()).put("end", span.end());
    }
  }

  private static void putBox(ObjectNode tree, Region.Box box) {
    tree.put("top", box.top())
        .put("left", box.left())
        .put("bottom", box.bottom())
        .put("right", box.right());
  }
}
