package io.sluice.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tries what another user may do, by doing it as that user: runs {@code test} and {@code find}
 * through {@code setpriv}, so that groups, access lists and read-only mounts all count. Only root
 * can.
 */
final class UserAccess {
  private static final Duration LONGEST_RUN = Duration.ofSeconds(60);
  private static final int MOST_OUTPUT = 65_536;

  private final String user;
  private final List<String> become;

  private UserAccess(String user, List<String> become) {
    this.user = user;
    this.become = List.copyOf(become);
  }

  /** What may be done. */
  enum Right {
    READ("-r"),
    WRITE("-w"),
    /** Of a directory: to come to what is in it. */
    SEARCH("-x");

    private final String option;

    Right(String option) {
      this.option = option;
    }
  }

  /**
   * The access of {@code user}.
   *
   * @return empty when there is no such user
   * @throws IOException when this cannot be tried: a program is missing, or this is not root
   */
  static Optional<UserAccess> of(String user) throws IOException, InterruptedException {
    Optional<String> uid = id("-u", user);
    Optional<String> gid = id("-g", user);
    if (uid.isEmpty() || gid.isEmpty()) {
      return Optional.empty();
    }
    UserAccess access =
        new UserAccess(
            user,
            List.of(
                "setpriv", "--reuid=" + uid.get(), "--regid=" + gid.get(), "--init-groups", "--"));
    if (access.run(List.of("true")).code() != 0) {
      throw new IOException("setpriv does not let this process become that user");
    }
    return Optional.of(access);
  }

  private static Optional<String> id(String option, String user)
      throws IOException, InterruptedException {
    // No user's name begins so, and no program takes it for an option.
    if (!user.matches("[A-Za-z0-9_.][A-Za-z0-9_.@-]{0,255}\\$?")) {
      return Optional.empty();
    }
    Ended ended = start(List.of("id", option, user));
    String number = ended.out().strip();
    return ended.code() == 0 && number.matches("[0-9]{1,10}")
        ? Optional.of(number)
        : Optional.empty();
  }

  String user() {
    return user;
  }

  /** Whether the user has a right to a path. */
  boolean has(Right right, Path path) throws IOException, InterruptedException {
    return run(List.of("test", right.option, path.toString())).code() == 0;
  }

  /**
   * What below {@code directory} the user cannot read, or not come to.
   *
   * @return the first few paths, as they are shown; nothing is asked below a closed directory
   */
  List<String> closedBelow(Path directory) throws IOException, InterruptedException {
    return find(
        List.of(
            "find",
            directory.toString(),
            "-type",
            "d",
            "(",
            "!",
            "-readable",
            "-o",
            "!",
            "-executable",
            ")",
            "-prune",
            "-print0",
            "-o",
            "-type",
            "f",
            "!",
            "-readable",
            "-print0"));
  }

  /** What of {@code directory}, itself among it, the user cannot write. */
  List<String> unwritableBelow(Path directory) throws IOException, InterruptedException {
    return find(
        List.of(
            "find",
            directory.toString(),
            "-maxdepth",
            "1",
            "!",
            "-type",
            "l",
            "!",
            "-writable",
            "-print0"));
  }

  private List<String> find(List<String> command) throws IOException, InterruptedException {
    Ended ended = run(command);
    List<String> found = new ArrayList<>();
    String out = ended.out();
    for (int from = 0, end = out.indexOf('\0'); end >= 0; end = out.indexOf('\0', from)) {
      found.add(out.substring(from, end));
      from = end + 1;
    }
    return found;
  }

  private Ended run(List<String> command) throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(become);
    whole.addAll(command);
    return start(whole);
  }

  /**
   * How a program ended.
   *
   * @param code its exit code
   * @param out what it printed, cut at a length
   */
  private record Ended(int code, String out) {}

  private static Ended start(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    // Of what it complains of it prints no name.
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.directory(Path.of("/").toFile());
    Process process = builder.redirectInput(Path.of("/dev/null").toFile()).start();
    try {
      String out = text(process.getInputStream());
      if (!process.waitFor(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(command.get(0) + " does not end");
      }
      return new Ended(process.exitValue(), out);
    } finally {
      process.destroyForcibly();
    }
  }

  /** What fits; the program is ended rather than heard out. */
  private static String text(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(in.readNBytes(MOST_OUTPUT));
    in.close();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
