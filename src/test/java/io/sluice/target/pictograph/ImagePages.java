package io.sluice.target.pictograph;

import io.sluice.target.pictograph.FakePictograph.Image;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pages of a fake platform's listing. */
final class ImagePages {
  private static final int PAGE = 3;
  private static final JsonMapper JSON = new JsonMapper();

  private ImagePages() {}

  /** Newest first, at most {@link #PAGE} rows whatever is asked for. */
  static ObjectNode page(List<Image> images, HttpUrl url) {
    List<Image> all = new ArrayList<>(images);
    Collections.reverse(all);
    all.removeIf(i -> !i.dataset().equals(url.queryParameter("dataset")));
    all.removeIf(i -> differs(i.directory(), url.queryParameter("directory_path")));
    all.removeIf(i -> differs(i.filename(), url.queryParameter("filename")));
    String offset = Objects.requireNonNullElse(url.queryParameter("offset"), "0");
    int from = Math.min(all.size(), Integer.parseInt(offset));
    int to = Math.min(all.size(), from + PAGE);
    ObjectNode reply = JSON.createObjectNode();
    ArrayNode rows = reply.putArray("data");
    all.subList(from, to).forEach(i -> rows.add(i.json()));
    reply.putObject("pagination").put("has_more", to < all.size()).put("total", all.size());
    return reply;
  }

  private static boolean differs(String value, String asked) {
    return asked != null && !asked.equals(value);
  }
}
