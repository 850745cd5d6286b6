package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.source.FolderFilter;
import io.sluice.source.Verdict;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries what another user may do, by doing it as that user: runs {@code test} and {@code find}
 * through {@code setpriv}, so that groups, access lists and read-only mounts all count. Only root
 * can.
 */
final class UserAccess {
  private static final int MOST_OUTPUT = 65_536;
  private static final int LONGEST_ENTRY = 65_536;

  private final String user;
  private final List<String> become;

  /** What runs now, if anything does. */
  private volatile Optional<Process> running = Optional.empty();

  /**
   * @param become the program that becomes the user and runs the command that follows
   */
  UserAccess(String user, List<String> become) {
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
    Ended ended = new UserAccess(user, List.of()).start(List.of("id", option, user));
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
   * What in {@code folder} the user cannot read, or not come to, of that which a scan would visit.
   *
   * @param filter what a scan wants
   * @param most no more than so many are looked for
   * @return their paths; nothing is asked below a closed directory
   */
  List<String> closedBelow(Path folder, FolderFilter filter, int most)
      throws IOException, InterruptedException {
    if (!has(Right.READ, folder) || !has(Right.SEARCH, folder)) {
      return List.of(folder.toString());
    }
    List<String> closed = new ArrayList<>();
    Process process = begin(asUser(searchOf(folder)));
    try (InputStream in = new BufferedInputStream(process.getInputStream())) {
      for (String entry = entry(in); !entry.isEmpty() && closed.size() < most; entry = entry(in)) {
        String[] fields = entry.split("/", 3);
        RelativePath path = RelativePath.of(folder, folder.resolve(fields[2]));
        boolean visited =
            fields[0].equals("d")
                ? filter.walks(path)
                : filter.judge(path, Long.parseLong(fields[1])) instanceof Verdict.Wanted;
        if (visited) {
          closed.add(folder.resolve(fields[2]).toString());
        }
      }
      return closed;
    } finally {
      end(process);
    }
  }

  /** Prints kind, size and path of what is closed, with a NUL behind each. */
  private static List<String> searchOf(Path folder) {
    List<String> command = new ArrayList<>(List.of("find", "-H", folder.toString()));
    command.addAll(List.of("-mindepth", "1", "("));
    // No more than a short cut: the filter judges what comes out.
    for (String name : FolderFilter.namesNeverWalked()) {
      command.addAll(List.of("-iname", name, "-o"));
    }
    command.addAll(List.of("-false", ")", "-prune", "-o", "-type", "d"));
    command.addAll(List.of("(", "!", "-readable", "-o", "!", "-executable", ")"));
    command.addAll(List.of("-prune", "-printf", "d/0/%P\\0", "-o", "-type", "f"));
    command.addAll(List.of("!", "-readable", "-printf", "f/%s/%P\\0"));
    return command;
  }

  /** What comes before the next NUL; empty at the end. */
  private static String entry(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b > 0 && bytes.size() < LONGEST_ENTRY; b = in.read()) {
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.UTF_8);
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
            // What a file system that is mounted there has of its own.
            "!",
            "-name",
            "lost+found",
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
    return start(asUser(command));
  }

  private List<String> asUser(List<String> command) {
    List<String> whole = new ArrayList<>(become);
    whole.addAll(command);
    return whole;
  }

  /** Ends what runs on another thread, which may hang; as far as the system lets it end. */
  void giveUp() {
    running.ifPresent(Process::destroyForcibly);
  }

  /**
   * How a program ended.
   *
   * @param code its exit code
   * @param out what it printed, cut at a length
   */
  private record Ended(int code, String out) {}

  private Ended start(List<String> command) throws IOException, InterruptedException {
    Process process = begin(command);
    try {
      String out = text(process.getInputStream());
      return new Ended(process.waitFor(), out);
    } finally {
      end(process);
    }
  }

  private Process begin(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    // Of what it complains of it prints no name.
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.directory(Path.of("/").toFile());
    Process process = builder.redirectInput(Path.of("/dev/null").toFile()).start();
    running = Optional.of(process);
    return process;
  }

  private void end(Process process) {
    process.destroyForcibly();
    running = Optional.empty();
  }

  /** What fits; the program is ended rather than heard out. */
  private static String text(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(in.readNBytes(MOST_OUTPUT));
    in.close();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
