package io.sluice.config;

import io.sluice.config.NotBuilt.Section;
import io.sluice.config.YamlNode.Entry;
import io.sluice.config.YamlNode.Mapping;
import io.sluice.config.YamlNode.Scalar;
import io.sluice.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One mapping of the file, read key by key. A bad value becomes a problem at its line and the
 * reader goes on, so that every problem is found; {@link #finish} then refuses the keys that nobody
 * asked for.
 */
final class Fields {
  private final String path;
  private final int line;
  private final Mapping mapping;
  private final Reading reading;
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * @param path the key path of the mapping; empty for the whole file
   * @param line where its own key stands: the line for what is missing in it
   */
  Fields(String path, int line, Mapping mapping, Reading reading) {
    this.path = path;
    this.line = line;
    this.mapping = mapping;
    this.reading = reading;
  }

  /** Whether nothing wrong was found so far in this mapping and in what it holds. */
  boolean isSound() {
    return !reading.problems().anyIn(path);
  }

  boolean has(String key) {
    return entry(key).isPresent();
  }

  int line() {
    return line;
  }

  Reading reading() {
    return reading;
  }

  /** The value of {@code key}, variables replaced; empty when it is not there, or bad. */
  <T> Optional<T> value(String key, ValueReader<T> reader) {
    return entry(key)
        .flatMap(
            entry ->
                scalar(KeyPath.of(path, key), entry.value(), text -> reader.read(expand(text))));
  }

  <T> T value(String key, T fallback, ValueReader<T> reader) {
    return value(key, reader).orElse(fallback);
  }

  /** The value of {@code key} from the text as it stands in the file, variables not replaced. */
  <T> Optional<T> valueAsWritten(String key, ValueReader<T> reader) {
    return entry(key).flatMap(entry -> scalar(KeyPath.of(path, key), entry.value(), reader));
  }

  /** The values of the list {@code key}, those that are good. */
  <T> List<T> values(String key, ValueReader<T> reader) {
    List<T> values = new ArrayList<>();
    Optional<Entry> entry = entry(key);
    if (entry.isPresent() && entry.get().value() instanceof Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        String itemPath = KeyPath.of(KeyPath.of(path, key), i);
        scalar(itemPath, sequence.items().get(i), text -> reader.read(expand(text)))
            .ifPresent(values::add);
      }
    } else {
      entry.ifPresent(e -> problem(e.value().line(), key, "must be a list, such as [\"*.jpg\"]"));
    }
    return values;
  }

  /** The mapping behind {@code key}; empty when it is not there, has no content, or is none. */
  Optional<Fields> section(String key) {
    return entry(key)
        .filter(Fields::hasContent)
        .flatMap(entry -> fields(KeyPath.of(path, key), entry.line(), entry.value()));
  }

  /** The mappings in the list {@code key}, those that are mappings. */
  List<Fields> items(String key) {
    List<Fields> items = new ArrayList<>();
    Optional<Entry> entry = entry(key).filter(Fields::hasContent);
    if (entry.isPresent() && entry.get().value() instanceof Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        YamlNode node = sequence.items().get(i);
        fields(KeyPath.of(KeyPath.of(path, key), i), node.line(), node).ifPresent(items::add);
      }
    } else {
      entry.ifPresent(e -> problem(e.value().line(), key, "must be a list ('- ' before each)"));
    }
    return items;
  }

  /** The mappings behind all keys of this one, which are names that the user chose. */
  Map<String, Optional<Fields>> named() {
    Map<String, Optional<Fields>> named = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      String entryPath = KeyPath.of(path, entry.key());
      asked.add(entry.key());
      named.put(entry.key(), fields(entryPath, entry.line(), entry.value()));
    }
    return named;
  }

  /** A problem with this mapping itself. */
  void problem(String message) {
    reading.problems().add(line, path, message);
  }

  /** A problem with {@code key} of this mapping, at its line or, when it is not there, at ours. */
  void problem(String key, String message) {
    int at =
        mapping.entries().stream()
            .filter(entry -> entry.key().equals(key))
            .findFirst()
            .map(entry -> entry.value().line())
            .orElse(line);
    problem(at, key, message);
  }

  /** Refuses every key that was not asked for. */
  void finish(Section section) {
    Set<String> known = new LinkedHashSet<>(asked);
    known.addAll(new TreeSet<>(section.keys()));
    for (Entry entry : mapping.entries()) {
      if (section.keys().contains(entry.key())) {
        problem(entry.line(), entry.key(), NotBuilt.MESSAGE + "; remove it");
      } else if (!asked.contains(entry.key())) {
        problem(entry.line(), entry.key(), unknown(entry.key(), known));
      }
    }
  }

  private String unknown(String key, Set<String> known) {
    return NearestKey.of(key, known)
        .map(nearest -> "unknown key; did you mean '" + nearest + "'?")
        .orElseGet(() -> "unknown key; allowed are " + String.join(", ", asked));
  }

  private Optional<Entry> entry(String key) {
    asked.add(key);
    return mapping.entries().stream().filter(entry -> entry.key().equals(key)).findFirst();
  }

  private static boolean hasContent(Entry entry) {
    return !(entry.value() instanceof Scalar scalar && scalar.absent());
  }

  private String expand(String text) throws BadValue {
    return reading.variables().expand(text);
  }

  private <T> Optional<T> scalar(String valuePath, YamlNode node, ValueReader<T> reader) {
    if (!(node instanceof Scalar scalar)) {
      return none(node.line(), valuePath, "must be a single value");
    }
    if (scalar.absent()) {
      return none(scalar.line(), valuePath, "has no value; give one, or remove the key");
    }
    try {
      return Optional.of(reader.read(scalar.text()));
    } catch (BadValue e) {
      return none(scalar.line(), valuePath, e.sentence(scalar.text()));
    }
  }

  private Optional<Fields> fields(String valuePath, int keyLine, YamlNode node) {
    return node instanceof Mapping content
        ? Optional.of(new Fields(valuePath, keyLine, content, reading))
        : none(node.line(), valuePath, "must hold keys and values");
  }

  private <T> Optional<T> none(int at, String valuePath, String message) {
    reading.problems().add(at, valuePath, message);
    return Optional.empty();
  }

  private void problem(int at, String key, String message) {
    reading.problems().add(at, KeyPath.of(path, key), message);
  }
}
