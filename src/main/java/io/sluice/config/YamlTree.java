package io.sluice.config;

import io.sluice.config.YamlNode.Entry;
import io.sluice.config.YamlNode.Mapping;
import io.sluice.config.YamlNode.Scalar;
import io.sluice.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML text as a tree of nodes that know their lines.
 *
 * <p>The text is read as a stream of tokens, so that nothing is expanded and nothing instantiated:
 * aliases, tags and further documents are refused, nesting is bounded.
 */
final class YamlTree {
  private static final int MAX_DEPTH = 12;
  private static final YAMLFactory FACTORY = YAMLFactory.builder().build();

  private final YAMLParser parser;
  private final Problems problems;

  private YamlTree(YAMLParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /**
   * The mapping that {@code text} is; an empty one when it has nothing but comments.
   *
   * @param problems takes what is wrong but does not keep the rest from being read
   * @throws YamlFault when the rest cannot be read
   */
  static Mapping parse(String text, Problems problems) throws YamlFault {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), new PairedReader(text))) {
      return new YamlTree((YAMLParser) parser, problems).document();
    } catch (JacksonException e) {
      throw YamlSyntax.faultOf(e);
    }
  }

  private Mapping document() throws YamlFault {
    JsonToken first = parser.nextToken();
    boolean empty = first == null || first == JsonToken.VALUE_NULL;
    if (!empty && first != JsonToken.START_OBJECT) {
      throw new YamlFault(line(), "the file must hold keys and values, such as 'folders:'");
    }
    Mapping root = empty ? new Mapping(1, List.of()) : (Mapping) node(first, "", line(), 0);
    if (parser.nextToken() != null) {
      throw new YamlFault(line(), "the file must hold one YAML document, not several ('---')");
    }
    return root;
  }

  /**
   * The node that begins with {@code token}.
   *
   * @param path its key path, for problems
   * @param keyLine where its key stands: an absent value has no line of its own
   */
  private YamlNode node(JsonToken token, String path, int keyLine, int depth) throws YamlFault {
    int line = line();
    if (depth > MAX_DEPTH) {
      throw new YamlFault(line, "nested deeper than " + MAX_DEPTH + " levels");
    }
    refuseAliasAndTag(path, line);
    return switch (token) {
      case START_OBJECT -> mapping(path, line, depth);
      case START_ARRAY -> sequence(path, line, depth);
      case VALUE_NULL -> new Scalar(keyLine, "", true);
      default -> new Scalar(line, parser.getString(), false);
    };
  }

  private Mapping mapping(String path, int line, int depth) throws YamlFault {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line();
      String keyPath = KeyPath.of(path, key);
      Entry entry = new Entry(key, keyLine, node(parser.nextToken(), keyPath, keyLine, depth + 1));
      Entry earlier = entries.putIfAbsent(key, entry);
      if (earlier != null) {
        problems.add(keyLine, keyPath, "stands twice; the first is on line " + earlier.line());
      }
    }
    return new Mapping(line, List.copyOf(entries.values()));
  }

  private Sequence sequence(String path, int line, int depth) throws YamlFault {
    List<YamlNode> items = new ArrayList<>();
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      items.add(node(token, KeyPath.of(path, items.size()), line(), depth + 1));
    }
    return new Sequence(line, items);
  }

  private void refuseAliasAndTag(String path, int line) {
    if (parser.isCurrentAlias()) {
      problems.add(
          line,
          path,
          "aliases are not accepted; write the value out, or put a pattern that begins with * in quotes");
    }
    if (parser.getTypeId() != null) {
      problems.add(line, path, "tags ('!name') are not accepted; remove it");
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
