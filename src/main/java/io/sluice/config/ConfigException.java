package io.sluice.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; it holds every problem that was found, sorted by line. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigException(List<Problem> problems) {
    super(problems.stream().sorted(BY_LINE).map(Problem::render).collect(Collectors.joining("\n")));
    this.problems = problems.stream().sorted(BY_LINE).toList();
  }

  private static final Comparator<Problem> BY_LINE = Comparator.comparingInt(Problem::line);

  /** Every problem, sorted by line; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
