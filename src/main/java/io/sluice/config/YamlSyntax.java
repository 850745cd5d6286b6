package io.sluice.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;

/**
 * What the YAML parser says about malformed text, in plain words. Its own messages quote lines of
 * the file, in which a key may stand, so none of them is passed on.
 */
final class YamlSyntax {
  private YamlSyntax() {}

  static YamlFault faultOf(JacksonException e) {
    String problem = "";
    int line = e.getLocation().getLineNr();
    int column = e.getLocation().getColumnNr();
    // The location of the outer exception is that of the last good token, often lines above.
    if (e.getCause() instanceof MarkedYamlEngineException marked) {
      problem = marked.getProblem();
      Optional<Mark> mark = marked.getProblemMark();
      line = mark.map(m -> m.getLine() + 1).orElse(line);
      column = mark.map(m -> m.getColumn() + 1).orElse(column);
      problem = marked.getContext() + "; " + problem;
    }
    return new YamlFault(
        line, String.format("not valid YAML at column %d: %s", column, plain(problem)));
  }

  private static String plain(String problem) {
    if (problem.contains("scanning an alias")) {
      return "a value that begins with * must be in quotes";
    }
    if (problem.contains("(TAB)")) {
      return "indentation must be spaces, not a tab";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "a second ': ' on the line, or wrong indentation; put a value with ': ' in quotes";
    }
    if (problem.contains("quoted scalar") && problem.contains("end of stream")) {
      return "a quote is opened and never closed";
    }
    if (problem.contains("escape character")) {
      return "an unknown escape after a backslash; use single quotes for plain backslashes";
    }
    if (problem.contains("flow sequence")) {
      return "a list '[' is not closed, or a comma is missing";
    }
    if (problem.contains("flow mapping")) {
      return "a '{' is not closed, or a comma is missing";
    }
    if (problem.contains("cannot start any token")) {
      return "a value cannot begin with this character; put it in quotes";
    }
    if (problem.contains("could not find expected ':'")) {
      return "a ':' is missing after a key";
    }
    if (problem.contains("expected <block end>")) {
      return "the indentation does not fit the lines above";
    }
    return "look for a missing colon, quote or bracket, or wrong indentation";
  }
}
