package io.sluice.faultserver;

import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a platform keeps: bytes by name, and images that count. It takes a second image of one name,
 * so that a client which registers twice is found out. Thread-safe.
 */
final class Store {
  private final Map<String, String> datasets = new LinkedHashMap<>();
  private final Map<String, byte[]> bytes = new LinkedHashMap<>();
  private final List<Image> images = new ArrayList<>();
  private final Set<String> spoiled = new TreeSet<>();
  private final Set<String> others = new TreeSet<>();

  /**
   * An image that counts.
   *
   * @param path virtual folder and name, such as {@code /stop/1.png}
   * @param toldSize the size that replies tell
   */
  record Image(
      String id, String directory, String fileName, String path, String sha256, long toldSize) {}

  static String path(String directory, String fileName) {
    return (directory.equals("/") ? "" : directory) + "/" + fileName;
  }

  synchronized Optional<String> dataset(String name) {
    return Optional.ofNullable(datasets.get(name));
  }

  synchronized boolean createDataset(String name) {
    return datasets.putIfAbsent(name, "ds-" + (datasets.size() + 1)) == null;
  }

  synchronized boolean isDataset(String id) {
    return datasets.containsValue(id);
  }

  synchronized void put(String path, byte[] content) {
    bytes.put(path, content);
  }

  synchronized Optional<byte[]> bytes(String path) {
    return Optional.ofNullable(bytes.get(path));
  }

  /** Makes an image of the bytes at its path, which must be there. */
  synchronized Image commit(String directory, String fileName, Optional<Long> toldSize) {
    String path = path(directory, fileName);
    byte[] content = bytes(path).orElseThrow();
    String id = "img-" + (images.size() + 1);
    String sha256 = Hashing.sha256().hashBytes(content).toString();
    Image image =
        new Image(id, directory, fileName, path, sha256, toldSize.orElse((long) content.length));
    images.add(image);
    return image;
  }

  synchronized Optional<Image> find(String path) {
    return images.stream().filter(image -> image.path().equals(path)).findFirst();
  }

  synchronized List<Image> images() {
    return List.copyOf(images);
  }

  /** Somebody else has put an image there. */
  synchronized void addOthers(String directory, String fileName, byte[] content) {
    String path = path(directory, fileName);
    put(path, content);
    commit(directory, fileName, Optional.empty());
    others.add(path);
  }

  /** Names that somebody else has taken. */
  synchronized Set<String> others() {
    return Set.copyOf(others);
  }

  /** The bytes of {@code path} are not kept. */
  synchronized void lose(String path) {
    bytes.remove(path);
  }

  /** The bytes of {@code path} were changed, and nobody was told. */
  synchronized void spoil(String path) {
    spoiled.add(path);
  }

  /** Names whose bytes were changed at some time without a word. */
  synchronized Set<String> spoiled() {
    return Set.copyOf(spoiled);
  }
}
