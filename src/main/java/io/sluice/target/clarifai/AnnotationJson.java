package io.sluice.target.clarifai;

import io.sluice.annotation.Annotation;
import io.sluice.annotation.Concept;
import io.sluice.annotation.DetailsJson;
import io.sluice.annotation.InputDetails;
import io.sluice.annotation.Region;
import io.sluice.file.ContentDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Wire: annotations, one region each. Their ids follow from the input and from what they say, so
 * that one that is posted again is known by its id to be there.
 */
final class AnnotationJson {
  private static final int ID_DIGITS = 32;

  private AnnotationJson() {}

  /** The annotations of an input, in their order. */
  static List<ObjectNode> of(String inputId, InputDetails details, Map<String, String> conceptIds) {
    Map<String, Integer> alike = new HashMap<>();
    List<ObjectNode> all = new ArrayList<>();
    for (Annotation one : details.annotations()) {
      String said = said(one);
      int nth = alike.merge(said, 1, Integer::sum);
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("id", id(inputId, said, nth));
      json.put("input_id", inputId);
      put(json.putObject("data"), one, conceptIds);
      all.add(json);
    }
    return all;
  }

  private static String said(Annotation one) {
    return DetailsJson.write(
        new InputDetails(
            Optional.empty(), List.of(), InputDetails.NO_METADATA, Optional.empty(), List.of(one)));
  }

  /** As the platform's own ids are written; {@code nth} tells two that are alike apart. */
  private static String id(String inputId, String said, int nth) {
    MessageDigest sha256 = ContentDigest.newSha256();
    String text = inputId.length() + ":" + inputId + " " + nth + " " + said;
    sha256.update(text.getBytes(StandardCharsets.UTF_8));
    return ContentDigest.of(sha256).hex().substring(0, ID_DIGITS);
  }

  private static void put(ObjectNode data, Annotation one, Map<String, String> conceptIds) {
    if (one.region() instanceof Region.FrameBox framed) {
      ObjectNode frame = data.putArray("frames").addObject();
      ObjectNode info = frame.putObject("frame_info").put("time", framed.timeMillis());
      framed.index().ifPresent(index -> info.put("number", index));
      putRegion(frame.putObject("data"), framed.box(), one.concepts(), conceptIds);
    } else {
      putRegion(data, one.region(), one.concepts(), conceptIds);
    }
  }

  private static void putRegion(
      ObjectNode data, Region place, List<Concept> concepts, Map<String, String> conceptIds) {
    ObjectNode region = data.putArray("regions").addObject();
    putPlace(region.putObject("region_info"), place);
    putConcepts(region.putObject("data").putArray("concepts"), concepts, conceptIds);
  }

  private static void putPlace(ObjectNode info, Region place) {
    if (place instanceof Region.Box box) {
      info.putObject("bounding_box")
          .put("top_row", box.top())
          .put("left_col", box.left())
          .put("bottom_row", box.bottom())
          .put("right_col", box.right());
    } else if (place instanceof Region.Polygon polygon) {
      ArrayNode points = info.putObject("polygon").putArray("points");
      polygon
          .points()
          .forEach(
              point ->
                  points
                      .addObject()
                      .put("row", point.y())
                      .put("col", point.x())
                      .put("visibility", "VISIBLE"));
    } else if (place instanceof Region.Span span) {
      info.putObject("span").put("char_start", span.start()).put("char_end", span.end());
    } else {
      throw new IllegalArgumentException("no place of one region: " + place);
    }
  }

  /** Concepts by the ids that the app has them under. */
  static void putConcepts(
      ArrayNode list, Iterable<Concept> concepts, Map<String, String> conceptIds) {
    for (Concept concept : concepts) {
      ObjectNode one =
          list.addObject()
              .put("id", conceptIds.getOrDefault(concept.name(), concept.name()))
              .put("name", concept.name());
      // Where it is left out, 0 is read: the concept is absent.
      if (concept.value() == Math.rint(concept.value())) {
        one.put("value", (int) concept.value());
      } else {
        one.put("value", concept.value());
      }
    }
  }
}
