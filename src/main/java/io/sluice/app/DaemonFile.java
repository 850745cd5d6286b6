package io.sluice.app;

import io.sluice.file.OwnerOnly;
import io.sluice.status.ControlToken;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@value #NAME} in the state directory: how a running daemon is reached. Readable by its owner
 * alone, since it holds the token for orders. There while the daemon runs, and after one that was
 * killed: who answers at its address, and takes its token, is the daemon.
 *
 * @param pid the daemon's process
 * @param version of the daemon
 * @param url its control server
 * @param token for orders
 * @param started when
 * @param folders names of its folders
 * @param embedded addresses of its dataset servers, by the names of the targets
 * @param identities what its targets are, by their names
 */
record DaemonFile(
    long pid,
    String version,
    URI url,
    ControlToken token,
    Instant started,
    List<String> folders,
    Map<String, URI> embedded,
    Map<String, String> identities) {
  static final String NAME = "daemon.json";

  private static final int LONGEST_BYTES = 4_000_000;
  private static final JsonMapper MAPPER = new JsonMapper();

  DaemonFile {
    folders = List.copyOf(folders);
    embedded = Map.copyOf(embedded);
    identities = Map.copyOf(identities);
  }

  /** Writes it whole, or not at all. */
  void write(Path stateDirectory) throws IOException {
    Path file = stateDirectory.resolve(NAME);
    Path draft = stateDirectory.resolve(NAME + ".new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.FILE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(json() + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static void remove(Path stateDirectory) throws IOException {
    Files.deleteIfExists(stateDirectory.resolve(NAME));
  }

  /** The file of a state directory; empty when there is none, or it cannot be read. */
  static Optional<DaemonFile> read(Path stateDirectory) {
    Path file = stateDirectory.resolve(NAME);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_BYTES) {
        return Optional.empty();
      }
      return Optional.of(parse(MAPPER.readTree(Files.readAllBytes(file))));
    } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
      // Its text may quote the token.
      LoggerFactory.getLogger(DaemonFile.class)
          .debug("{} cannot be read: {}", file, e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private String json() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("pid", pid);
    json.put("version", version);
    json.put("url", url.toString());
    json.put("token", token.reveal());
    json.put("started", started.toString());
    folders.forEach(json.putArray("folders")::add);
    ObjectNode servers = json.putObject("embedded");
    embedded.forEach((target, address) -> servers.put(target, address.toString()));
    ObjectNode what = json.putObject("identities");
    identities.forEach(what::put);
    return json.toString();
  }

  private static DaemonFile parse(JsonNode json) {
    List<String> folders = new ArrayList<>();
    json.path("folders").forEach(name -> folders.add(name.asString("")));
    Map<String, URI> embedded = new HashMap<>();
    JsonNode servers = json.path("embedded");
    servers
        .propertyNames()
        .forEach(name -> embedded.put(name, URI.create(servers.path(name).asString(""))));
    Map<String, String> identities = new HashMap<>();
    JsonNode what = json.path("identities");
    what.propertyNames().forEach(name -> identities.put(name, what.path(name).asString("")));
    return new DaemonFile(
        json.path("pid").asLong(0),
        json.path("version").asString(""),
        URI.create(json.path("url").asString("")),
        new ControlToken(json.path("token").asString("")),
        Instant.parse(json.path("started").asString("")),
        folders,
        embedded,
        identities);
  }
}
