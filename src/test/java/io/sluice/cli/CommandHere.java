package io.sluice.cli;

import io.sluice.config.Environment;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** A command that is run within this process: what it prints, and its exit code. */
public final class CommandHere {
  private CommandHere() {}

  /**
   * How it ended.
   *
   * @param out its standard output; its log goes to this process's standard error
   */
  public record Ended(int code, String out) {}

  /** Runs it to its end, in an environment that has nothing of this machine's configuration. */
  public static Ended run(Path home, String... arguments) {
    return run(InputStream.nullInputStream(), home, arguments);
  }

  /** As {@link #run(Path, String...)}, with something on its standard input. */
  public static Ended run(InputStream in, Path home, String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine(new Environment(Map.of(), home, home), in);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    int code = line.execute(arguments);
    return new Ended(code, out.toString());
  }
}
