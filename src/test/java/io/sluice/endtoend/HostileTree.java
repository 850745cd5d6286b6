package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.file.RelativePath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A folder full of what a folder should not hold, and what must become of it. */
final class HostileTree {
  private static final int LONGEST_PATH_BYTES = 4_095;
  private static final int DEEP_LEVELS = 22;
  private static final int DEEP_NAME_CHARS = 200;

  private final Path inbox;
  private final Path outside;
  private final NavigableMap<String, String> files = new TreeMap<>();
  private int ignored;
  private boolean tooDeep;

  /**
   * @param site whose inbox it is
   */
  HostileTree(Site site) throws IOException {
    this.inbox = site.inbox();
    this.outside = Files.createDirectories(site.root().resolve("outside"));
  }

  /** Percent-encoded path to SHA-256 of every file that is to be seen. */
  NavigableMap<String, String> files() {
    return files;
  }

  /** Entries that are to be counted as ignored. */
  int ignored() {
    return ignored;
  }

  /** Reports that are to be made beside those of files: of a directory that cannot be reached. */
  int unreachable() {
    return tooDeep ? 1 : 0;
  }

  /** A file with content of its own. */
  HostileTree file(String encoded) throws IOException {
    return file(encoded, ImageFiles.png(encoded));
  }

  private HostileTree file(String encoded, byte[] bytes) throws IOException {
    Path file = new RelativePath(encoded).in(inbox);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    files.put(encoded, Site.sha256(bytes));
    return this;
  }

  HostileTree files(Collection<String> encoded) throws IOException {
    for (String name : encoded) {
      file(name);
    }
    return this;
  }

  /** Files in directories whose names are as bad. */
  HostileTree directories() throws IOException {
    for (String directory : List.of("dir.png", "b%FFd", "%C3%A9", "new%0Adir", "-rf", "%3Cb%3E")) {
      file(directory + "/" + "in%20" + directory.length() + ".png");
    }
    return this;
  }

  /** What is no file, what is excluded, and links to everywhere. */
  HostileTree specials() throws IOException, InterruptedException {
    for (String name : HostileNames.ignored()) {
      Files.write(new RelativePath(name).in(inbox), ImageFiles.png(name));
      ignored++;
    }
    Files.write(outside.resolve("secret.png"), ImageFiles.png("secret"));
    link("link-to-file.png", inbox.resolve("Case.png"));
    link("link-to-dir.png", inbox.resolve("dir.png"));
    link("loop.png", Path.of("loop.png"));
    link("nowhere.png", Path.of("nowhere"));
    link("passwd.png", Path.of("/etc/passwd"));
    link("secret.png", outside.resolve("secret.png"));
    link("out", outside);
    run("mkfifo fifo.png");
    ignored++;
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path shortName = Files.createTempDirectory("s").resolve("s");
      socket.bind(UnixDomainSocketAddress.of(shortName));
      Files.move(shortName, inbox.resolve("socket.png"));
      Files.delete(shortName.getParent());
    }
    ignored++;
    if (run("mknod device.png c 1 5 2>/dev/null") == 0) {
      ignored++;
    }
    return this;
  }

  /** A sparse file, and one with two names. */
  HostileTree oddContent() throws IOException {
    Path sparse = Files.write(outside.resolve("sparse.png"), ImageFiles.png("sparse.png"));
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(3 << 20);
    }
    files.put("sparse.png", Site.sha256(Files.readAllBytes(sparse)));
    // Moved in as a whole: a daemon that watches never sees it shorter.
    Files.move(sparse, inbox.resolve("sparse.png"));
    file("one-name.png");
    Files.createLink(inbox.resolve("other-name.png"), inbox.resolve("one-name.png"));
    files.put("other-name.png", files.get("one-name.png"));
    return this;
  }

  /** Directories in directories, until no path leads to the last any more. */
  HostileTree depth() throws IOException, InterruptedException {
    Path source = Files.createDirectories(outside.resolve("deep"));
    for (int i = 0; i < DEEP_LEVELS; i++) {
      Files.write(source.resolve("f" + i + ".png"), ImageFiles.png("deep " + i));
    }
    String name = "d".repeat(DEEP_NAME_CHARS);
    String loop =
        "mkdir deep && cd -P deep; i=0; while [ $i -lt LEVELS ]; do mkdir NAME && cd -P NAME &&"
            + " cp 'FROM'/f$i.png . || exit 1; i=$((i+1)); done";
    String script =
        loop.replace("LEVELS", "" + DEEP_LEVELS)
            .replace("NAME", name)
            .replace("FROM", source.toString());
    assertEquals(0, run(script));
    String path = "deep";
    for (int i = 0; i < DEEP_LEVELS; i++) {
      path += "/" + name;
      String file = path + "/f" + i + ".png";
      if (inbox.toString().length() + 1 + file.length() <= LONGEST_PATH_BYTES) {
        files.put(file, Site.sha256(ImageFiles.png("deep " + i)));
      } else {
        tooDeep = true;
      }
    }
    return this;
  }

  private void link(String name, Path to) throws IOException {
    Files.createSymbolicLink(inbox.resolve(name), to);
    ignored++;
  }

  private int run(String script) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", script).directory(inbox.toFile()).start().waitFor();
  }

  /** Removes what Java could not: paths that are too long. */
  void removeLongPaths() throws IOException, InterruptedException {
    run("chmod -R u+rwx . ; rm -rf deep");
  }
}
