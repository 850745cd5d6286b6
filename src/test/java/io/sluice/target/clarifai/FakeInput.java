package io.sluice.target.clarifai;

import java.util.Base64;
import java.util.List;
import okio.ByteString;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An input of the fake platform. */
public final class FakeInput {
  /** For texts as long as a file in base64. */
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(200_000_000).build())
                  .build())
          .build();

  /** The fields that an input's content is in. */
  static final List<String> KINDS = List.of("image", "text", "video", "audio");

  private final String id;
  private final ObjectNode data;
  private final ByteString bytes;
  private int looks;

  FakeInput(String id, ObjectNode data, ByteString bytes) {
    this.id = id;
    this.data = data;
    this.bytes = bytes;
  }

  public String id() {
    return id;
  }

  /** What was posted of it, without its bytes. */
  public JsonNode data() {
    return data;
  }

  ObjectNode copyOfData() {
    return data.deepCopy();
  }

  /** Somebody looks whether it is processed. */
  void look() {
    looks++;
  }

  int looks() {
    return looks;
  }

  public String sha256() {
    return bytes.sha256().hex();
  }

  /** Its text, or the address that it is at. */
  public String content() {
    return bytes.utf8();
  }

  /** The file name that the client wrote into the metadata. */
  public String fileName() {
    return data.path("metadata").path("filename").asString("");
  }

  /** Likewise the directory. */
  public String directory() {
    return data.path("metadata").path("directory").asString("/");
  }

  static ByteString bytes(JsonNode data) {
    String raw = data.path("text").path("raw").asString("");
    if (!raw.isEmpty()) {
      return ByteString.encodeUtf8(raw);
    }
    for (String kind : KINDS) {
      String text = data.path(kind).path("base64").asString("");
      if (!text.isEmpty()) {
        return ByteString.of(Base64.getDecoder().decode(text));
      }
    }
    return ByteString.encodeUtf8(data.path("text").path("raw").asString("") + address(data));
  }

  /** Where the platform is to fetch it; empty where the bytes were posted. */
  static String address(JsonNode data) {
    for (String kind : List.of("image", "video", "audio", "text")) {
      String url = data.path(kind).path("url").asString("");
      if (!url.isEmpty()) {
        return url;
      }
    }
    return "";
  }

  static ObjectNode refused(String id, int code, String description, String details) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
    json.putObject("status")
        .put("code", code)
        .put("description", description)
        .put("details", details);
    return json;
  }
}
