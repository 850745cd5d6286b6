package io.sluice.target.clarifai;

import static java.util.stream.Collectors.toSet;

import io.sluice.annotation.Concept;
import io.sluice.annotation.InputDetails;
import io.sluice.file.ContentDigest;
import io.sluice.item.RemoteName;
import io.sluice.target.RemoteImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wire: an input as replies describe it, and what Sluice wrote into its metadata.
 *
 * @param status of the input; empty where it is not told
 * @param dataset the dataset that the file was first sent to; empty where Sluice did not write it
 * @param directory empty likewise
 * @param fileName empty where no metadata tells it
 * @param sizeBytes of the file
 * @param digest of the file, or of the text or URL that was sent in its place
 * @param data all that is told of it
 */
record InputRecord(
    String id,
    Optional<WireStatus> status,
    Optional<String> dataset,
    Optional<String> directory,
    Optional<String> fileName,
    OptionalLong sizeBytes,
    Optional<ContentDigest> digest,
    JsonNode data) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Wire: the names of Sluice's own metadata. */
  static final String FILE_NAME = "filename";

  static final String DIRECTORY = "directory";
  static final String DATASET = "dataset";
  static final String SIZE = "size";
  static final String SHA256 = "sha256";

  /** Of what was sent as a URL, in the place of the hash of its bytes. */
  static final String URL_SHA256 = "url_sha256";

  /** Whose an input is, seen from a file that could have its id. */
  enum Owner {
    /** This file's: Sluice sent it under this name to this dataset. */
    SELF,
    /** Sluice sent it under this name, to another dataset of the app. */
    NAMESAKE,
    /** It does not say where it came from. */
    UNTOLD,
    /** Another file's. */
    OTHER
  }

  /** Reads an input; empty for what has no id. */
  static Optional<InputRecord> of(JsonNode input) {
    JsonNode metadata = input.path("data").path("metadata");
    return WireFields.text(input, "id")
        .map(
            id ->
                new InputRecord(
                    id,
                    WireStatus.in(input),
                    WireFields.text(metadata, DATASET),
                    WireFields.text(metadata, DIRECTORY).filter(InputRecord::isDirectory),
                    WireFields.text(metadata, FILE_NAME),
                    WireFields.count(metadata, SIZE),
                    digest(metadata),
                    input.path("data")));
  }

  Owner owner(String ownDataset, RemoteName name) {
    if (digest.isEmpty()) {
      // A file name that others wrote tells two files apart, and proves nothing else.
      boolean differs = fileName.isPresent() && !fileName.get().equals(name.fileName());
      return differs ? Owner.OTHER : Owner.UNTOLD;
    }
    boolean named =
        fileName.equals(Optional.of(name.fileName()))
            && directory.equals(Optional.of(name.directory()));
    if (!named) {
      return Owner.OTHER;
    }
    return dataset.equals(Optional.of(ownDataset)) ? Owner.SELF : Owner.NAMESAKE;
  }

  /** What of the details of a file the input does not have, in words; empty where it has all. */
  String lacking(InputDetails details) {
    Set<String> names = new HashSet<>();
    for (JsonNode concept : data.path("concepts").values()) {
      names.add(concept.path("name").asString(""));
    }
    List<String> lacking = new ArrayList<>();
    if (!details.concepts().stream().map(Concept::name).allMatch(names::contains)) {
      lacking.add("concepts");
    }
    Set<String> keys = JSON.readTree(details.metadata()).propertyNames().stream().collect(toSet());
    keys.removeAll(data.path("metadata").propertyNames());
    if (!keys.isEmpty()) {
      lacking.add("metadata");
    }
    if (details.geoPoint().isPresent() && !data.path("geo").has("geo_point")) {
      lacking.add("place");
    }
    return String.join(" and ", lacking);
  }

  /** The code of its status; processed where none is told. */
  int code() {
    return status.map(WireStatus::code).orElse(StatusCode.PROCESSED);
  }

  /** The record as the contract has it, under the name that was asked for. */
  RemoteImage toRemoteImage(RemoteName asked) {
    return new RemoteImage(id, asked.directory(), asked.fileName(), sizeBytes, digest);
  }

  /** The record as the contract has it, for a listing. */
  RemoteImage toRemoteImage() {
    return new RemoteImage(id, directory.orElse("/"), fileName.orElse(id), sizeBytes, digest);
  }

  private static boolean isDirectory(String text) {
    return text.startsWith("/") && (text.length() == 1 || !text.endsWith("/"));
  }

  private static Optional<ContentDigest> digest(JsonNode metadata) {
    return WireFields.text(metadata, SHA256)
        .or(() -> WireFields.text(metadata, URL_SHA256))
        .filter(hex -> hex.matches("[0-9a-f]{64}"))
        .map(ContentDigest::new);
  }
}
