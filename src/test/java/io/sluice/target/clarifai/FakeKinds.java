package io.sluice.target.clarifai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okio.ByteString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the fake platform takes of each kind of input: how large, how many in a request, and whether
 * the app is for that kind at all. Looks whether what arrived is what the client says it sent.
 * Thread-safe.
 */
public final class FakeKinds {
  private static final Map<String, Long> LARGEST =
      Map.of("image", 20_000_000L, "text", 20_000_000L, "audio", 20_000_000L, "video", 96_000_000L);
  private static final ByteString MARK = ByteString.encodeUtf8("\uFEFF");

  private final List<String> violations = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> badNames = new HashSet<>();
  private final Set<String> odd = new HashSet<>();
  private boolean perItem;

  /** The app is not for inputs of this kind: the whole request is refused. */
  public synchronized void refuseRequestsOf(String kind) {
    refused.add(kind);
    perItem = false;
  }

  /** The app is not for inputs of this kind: each is refused by itself. */
  public synchronized void refuseInputsOf(String kind) {
    refused.add(kind);
    perItem = true;
  }

  /** Somebody sets the app's primary input type so that all kinds are taken. */
  public synchronized void takeAll() {
    refused.clear();
  }

  /** An input with this file name is refused. */
  synchronized void refuse(String fileName) {
    badNames.add(fileName);
  }

  /** It is taken again. */
  synchronized void accept(String fileName) {
    badNames.remove(fileName);
  }

  /** What the platform would not have taken. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  synchronized void violated(String rule) {
    violations.add(rule);
  }

  /** The status that a request as a whole is refused with. */
  synchronized Optional<Refusal> refusal(JsonNode inputs) {
    long videos = inputs.valueStream().filter(input -> kind(input).equals("video")).count();
    if (videos > 1) {
      violations.add(videos + " videos at once");
      return Optional.of(new Refusal(11102, "One video in a request"));
    }
    boolean wrong = inputs.valueStream().anyMatch(input -> refused.contains(kind(input)));
    return wrong && !perItem
        ? Optional.of(new Refusal(22001, "Specified workflow has no matching input"))
        : Optional.empty();
  }

  /** A status without items. */
  record Refusal(int code, String words) {}

  /** The answer for one input that is refused; empty for one that is taken. */
  synchronized Optional<ObjectNode> refused(String id, JsonNode input) {
    String kind = kind(input);
    ByteString bytes = FakeInput.bytes(input.path("data"));
    JsonNode metadata = input.path("data").path("metadata");
    requireAsSaid(kind, bytes, metadata);
    if (refused.contains(kind)) {
      return Optional.of(FakeInput.refused(id, 22001, "Failed", "no matching input"));
    }
    if (bytes.size() > LARGEST.getOrDefault(kind, 0L)) {
      violations.add("of kind " + kind + ", with " + bytes.size() + " bytes");
      return Optional.of(FakeInput.refused(id, 30105, "Over limit", kind + " too large"));
    }
    return badNames.contains(metadata.path("filename").asString(""))
        ? Optional.of(FakeInput.refused(id, 30101, "Unsupported format", "no " + kind))
        : Optional.empty();
  }

  /** What arrived has the hash that the client wrote beside it; of a text, but for its mark. */
  private void requireAsSaid(String kind, ByteString bytes, JsonNode metadata) {
    String said = metadata.path("sha256").asString(metadata.path("url_sha256").asString(""));
    boolean same = said.equals(bytes.sha256().hex());
    if (kind.equals("text")) {
      byte[] marked = (MARK.utf8() + bytes.utf8()).getBytes(StandardCharsets.UTF_8);
      same |= said.equals(ByteString.of(marked).sha256().hex());
    }
    if (!same) {
      violations.add("other bytes than those of " + metadata.path("filename"));
    }
  }

  private static String kind(JsonNode input) {
    return LARGEST.keySet().stream()
        .filter(kind -> input.path("data").has(kind))
        .findFirst()
        .orElse("");
  }

  /** Look-ups of this id, and of others with it, are refused. */
  public synchronized void odd(String id) {
    odd.add(id);
  }

  synchronized boolean hasOdd(Set<String> ids) {
    return ids.stream().anyMatch(odd::contains);
  }
}
