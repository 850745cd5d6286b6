package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A place where a test mounts what it likes, and nobody else sees it: a mount namespace, held by a
 * process that ends with this one. Needs to be root; a test that is not is passed over.
 */
final class PrivateMounts implements AutoCloseable {
  private final Process holder;

  private PrivateMounts(Process holder) {
    this.holder = holder;
  }

  static PrivateMounts open() throws IOException, InterruptedException {
    Process holder =
        new ProcessBuilder("unshare", "--mount", "--propagation", "private", "sh", "-c", HOLD)
            .redirectErrorStream(true)
            .start();
    boolean ready = holder.getInputStream().read() == 'r';
    assumeTrue(ready, "mounts need root: they are tried in a mount namespace of their own");
    return new PrivateMounts(holder);
  }

  private static final String HOLD = "echo r; exec cat";

  /** What starts a program in there. */
  List<String> prefix() {
    return List.of("nsenter", "--target", Long.toString(holder.pid()), "--mount", "--");
  }

  /** Runs a program in there to its end; wants it to succeed. */
  void run(String... command) throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(prefix());
    whole.addAll(List.of(command));
    Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> whole + ": " + said);
  }

  /** Mounts a file system in memory. */
  void memory(Path where, String options) throws IOException, InterruptedException {
    run("mount", "-t", "tmpfs", "-o", options, "tmpfs", where.toString());
  }

  /** Fills a file system up with one file. */
  void fill(Path file) throws IOException, InterruptedException {
    run("sh", "-c", "dd if=/dev/zero of='" + file + "' bs=4k 2>/dev/null; :");
  }

  /** A path in there, as this process can reach it. */
  Path inside(Path path) {
    return Path.of("/proc/" + holder.pid() + "/root" + path.toAbsolutePath());
  }

  @Override
  public void close() {
    holder.destroy();
    try {
      holder.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
