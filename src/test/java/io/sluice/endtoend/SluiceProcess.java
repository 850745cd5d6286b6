package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.jar.PackagedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged jar as a running process; what it prints goes to two files. */
public final class SluiceProcess implements AutoCloseable {
  /** Long enough for a busy machine; nothing that works takes as long. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final Path out;
  private final Path err;
  private final List<String> arguments;

  private SluiceProcess(Process process, Path out, Path err, List<String> arguments) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.arguments = arguments;
  }

  /**
   * Starts {@code java -jar sluice.jar} with {@code arguments}, in an environment that has nothing
   * of this machine's own configuration.
   *
   * @param home its home and working directory
   * @param logs where its output goes, a pair of files for each process
   */
  static SluiceProcess start(Path home, Path logs, List<String> arguments) throws IOException {
    List<String> jvm = new ArrayList<>(PackagedJar.quickStart());
    jvm.add("-Xmx256m");
    return start(home, logs, jvm, arguments);
  }

  /** As {@link #start(Path, Path, List)}, with other options of the JVM. */
  public static SluiceProcess start(Path home, Path logs, List<String> jvm, List<String> arguments)
      throws IOException {
    return start(home, logs, jvm, Map.of("LC_ALL", "C.UTF-8"), List.of(), arguments);
  }

  /**
   * As {@link #start(Path, Path, List)}, in another environment.
   *
   * @param locale the variables that name the locale; none for a process without one
   * @param before a command that starts the rest of its command line
   */
  static SluiceProcess start(
      Path home,
      Path logs,
      List<String> jvm,
      Map<String, String> locale,
      List<String> before,
      List<String> arguments)
      throws IOException {
    return start(home, logs, Launch.of(jvm).through(before), locale, arguments);
  }

  /**
   * How the process is started.
   *
   * @param prefix a program that starts it, and becomes it, such as {@code prlimit}
   * @param java the program that runs it
   * @param jvm options of the JVM
   */
  record Launch(List<String> prefix, String java, List<String> jvm) {
    static Launch of(List<String> jvm) {
      return new Launch(List.of(), PackagedJar.java(), jvm);
    }

    static Launch of() {
      List<String> jvm = new ArrayList<>(PackagedJar.quickStart());
      jvm.add("-Xmx256m");
      return of(List.copyOf(jvm));
    }

    Launch through(List<String> program) {
      return new Launch(program, java, jvm);
    }

    /** On another Java, which cannot use what was archived for this one. */
    Launch on(Path javaHome) {
      return new Launch(prefix, javaHome.resolve("bin/java").toString(), List.of("-Xmx256m"));
    }
  }

  /** As {@link #start(Path, Path, List)}, started in another way. */
  static SluiceProcess start(Path home, Path logs, Launch launch, List<String> arguments)
      throws IOException {
    return start(home, logs, launch, Map.of("LC_ALL", "C.UTF-8"), arguments);
  }

  private static SluiceProcess start(
      Path home, Path logs, Launch launch, Map<String, String> locale, List<String> arguments)
      throws IOException {
    Files.createDirectories(logs);
    Path out = Files.createTempFile(logs, "process-", ".out");
    Path err = Files.createTempFile(logs, "process-", ".err");
    List<String> command = new ArrayList<>(signalsAsInTerminal());
    command.addAll(launch.prefix());
    command.add(launch.java());
    command.addAll(launch.jvm());
    command.addAll(List.of("-XX:-UsePerfData", "-jar"));
    command.add(PackagedJar.file(launch.prefix()).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(locale);
    builder.directory(home.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    return new SluiceProcess(builder.start(), out, err, List.copyOf(arguments));
  }

  /** A build that runs in the background may have SIGINT ignored, which is inherited. */
  private static List<String> signalsAsInTerminal() throws IOException {
    List<String> reset = List.of("env", "--default-signal=INT,TERM");
    List<String> probe = new ArrayList<>(reset);
    probe.add("true");
    Process process =
        new ProcessBuilder(probe)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor() == 0 ? reset : List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Waits for its end by itself. */
  public int awaitExit() throws InterruptedException {
    return awaitExit(PATIENCE);
  }

  public int awaitExit(Duration most) throws InterruptedException {
    if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      fail("still running after " + most + ": " + this);
    }
    return process.exitValue();
  }

  /**
   * The most memory that it had resident so far, as the kernel says it; empty when it has ended.
   */
  Optional<String> peakMemory() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.substring("VmHWM:".length()).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Waits for a part of a line on standard error. */
  MatchResult awaitLog(String regex) {
    Pattern pattern = Pattern.compile(regex);
    try {
      return await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> log(pattern), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      return fail("no line like '" + regex + "': " + this, e);
    }
  }

  private Optional<MatchResult> log(Pattern pattern) {
    boolean alive = isAlive();
    Matcher matcher = pattern.matcher(err());
    if (matcher.find()) {
      return Optional.of(matcher.toMatchResult());
    }
    if (!alive) {
      fail("ended with " + process.exitValue() + " without a line like " + pattern + ": " + this);
    }
    return Optional.empty();
  }

  /** The address of the embedded dataset server, from the log. */
  String serverUrl() {
    return awaitLog("dataset server listens on (http://127\\.0\\.0\\.1:\\d+)").group(1);
  }

  public void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      fail("kill -" + name + " found no process: " + this);
    }
  }

  /** Kills it, and returns when it is dead. */
  void kill() {
    close();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return arguments + "\n--- stdout\n" + tail(out()) + "\n--- stderr\n" + tail(err());
  }

  private static String tail(String text) {
    return text.length() <= 4_000 ? text : "... " + text.substring(text.length() - 4_000);
  }
}
