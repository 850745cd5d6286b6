package io.sluice.app;

import com.sun.security.auth.module.UnixSystem;
import io.sluice.config.EmbeddedTargetConfig;
import io.sluice.config.FolderConfig;
import io.sluice.config.RemoteTargetConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.FileReason;
import io.sluice.file.ShellText;
import io.sluice.target.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Tries whether another user, as a rule the one of the service, can do what Sluice does: read the
 * folders, write the state, read the keys. Each failure names the command that grants it.
 */
public final class AccessRound {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
  private static final int MOST_SHOWN = 3;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final SluiceConfig config;
  private final UserAccess access;
  private final Consumer<Checkup> found;
  private final TimedQuestion timed;

  /**
   * @param most how long a folder, a directory or a key may take
   */
  AccessRound(SluiceConfig config, UserAccess access, Consumer<Checkup> found, Duration most) {
    this.config = config;
    this.access = access;
    this.found = found;
    this.timed = new TimedQuestion(most);
  }

  /**
   * A round for {@code user}.
   *
   * @param found is told of each result as soon as it is known
   * @throws StartException when this is not root, or there is no such user
   */
  public static AccessRound as(String user, SluiceConfig config, Consumer<Checkup> found)
      throws StartException, InterruptedException {
    if (new UnixSystem().getUid() != 0) {
      throw new StartException(
          "only root can try what another user may do: sudo sluice check --as "
              + DisplayText.of(user, 60)
              + "; without --as the check is for this user");
    }
    try {
      UserAccess access =
          UserAccess.of(user)
              .orElseThrow(
                  () ->
                      new StartException(
                          "there is no user '"
                              + DisplayText.of(user, 60)
                              + "'; make one with: useradd --system NAME"));
      return new AccessRound(config, access, found, LONGEST);
    } catch (IOException e) {
      throw failed(user, e);
    }
  }

  private static StartException failed(String user, IOException e) {
    return new StartException(
        "it cannot be tried what " + user + " may do: " + DisplayText.of(e.getMessage(), 300), e);
  }

  /**
   * Goes round once.
   *
   * @throws StartException when a program that it needs does not run
   */
  public void run() throws StartException, InterruptedException {
    try {
      tryAll();
    } catch (IOException e) {
      throw failed(access.user(), e);
    }
  }

  private void tryAll() throws IOException, InterruptedException {
    for (FolderConfig folder : config.folders()) {
      tell("folder " + folder.name(), folder.path(), () -> folder(folder));
    }
    writable("state directory", config.stateDirectory());
    for (TargetConfig target : config.targets()) {
      if (target instanceof EmbeddedTargetConfig embedded
          && !embedded.dataDirectory().startsWith(config.stateDirectory())) {
        writable("data of target " + target.name(), embedded.dataDirectory());
      } else if (target instanceof RemoteTargetConfig remote
          && remote.key() instanceof KeySource.FromFile key) {
        String what = "key of target " + target.name();
        tell(what, key.file(), () -> key(what, key.file()));
      }
    }
  }

  /** Tells what a check comes to; one that hangs is left behind, and that is told. */
  private void tell(String what, Path path, Callable<Checkup> check)
      throws IOException, InterruptedException {
    Optional<Checkup> answer = timed.ask(what, check);
    if (answer.isEmpty()) {
      access.giveUp();
    }
    found.accept(answer.orElseGet(() -> hanging(what, path)));
  }

  private Checkup hanging(String what, Path path) {
    return Checkup.fail(
        subject(what),
        shown(path) + " did not answer within " + timed.most().toSeconds() + " s",
        "is the mount behind it alive? try: ls " + quoted(path));
  }

  private void writable(String what, Path directory) throws IOException, InterruptedException {
    tell(what, directory, () -> writing(what, directory));
  }

  private Checkup folder(FolderConfig folder) throws IOException, InterruptedException {
    String subject = subject("folder " + folder.name());
    Path root = folder.path();
    if (!Files.isDirectory(root)) {
      return Checkup.fail(subject, shown(root) + " is no directory that is there");
    }
    Optional<Checkup> way = way(subject, root);
    if (way.isPresent()) {
      return way.get();
    }
    List<String> closed =
        access.closedBelow(root, FolderWiring.filter(folder, config), MOST_SHOWN + 1);
    if (closed.isEmpty()) {
      return Checkup.ok(subject, "can read " + shown(root) + " and everything wanted in it");
    }
    String first =
        String.join(
            ", ", closed.stream().limit(MOST_SHOWN).map(path -> DisplayText.of(path)).toList());
    return Checkup.fail(
        subject,
        "cannot read " + first + (closed.size() > MOST_SHOWN ? ", ..." : ""),
        "run: " + ReadGrant.command(access.user(), root, Path.of(closed.get(0))));
  }

  /** The first directory on the way to {@code path} that the user cannot pass. */
  private Optional<Checkup> way(String subject, Path path)
      throws IOException, InterruptedException {
    for (int names = 0; names < path.getNameCount(); names++) {
      Path above = names == 0 ? path.getRoot() : path.getRoot().resolve(path.subpath(0, names));
      if (!access.has(UserAccess.Right.SEARCH, above)) {
        return Optional.of(
            Checkup.fail(
                subject,
                "cannot pass " + shown(above) + " on the way to " + shown(path),
                "run: setfacl -m u:" + access.user() + ":x " + quoted(above)));
      }
    }
    return Optional.empty();
  }

  private Checkup writing(String what, Path directory) throws IOException, InterruptedException {
    String subject = subject(what);
    Path existing = WriteProbe.existing(directory);
    Optional<Checkup> way = way(subject, existing);
    if (way.isPresent()) {
      return way.get();
    }
    if (!existing.equals(directory)) {
      return access.has(UserAccess.Right.WRITE, existing)
          ? Checkup.ok(subject, "can make " + shown(directory))
          : Checkup.fail(
              subject,
              "cannot make " + shown(directory),
              "run: install -d -m 700 -o " + access.user() + " " + quoted(directory));
    }
    String chown = "chown -R " + access.user() + " " + quoted(directory);
    boolean open =
        access.has(UserAccess.Right.READ, directory)
            && access.has(UserAccess.Right.WRITE, directory)
            && access.has(UserAccess.Right.SEARCH, directory);
    if (!open) {
      return Checkup.fail(
          subject,
          "cannot write " + shown(directory),
          "run: " + chown + " && chmod 700 " + quoted(directory));
    }
    List<String> others = access.unwritableBelow(directory);
    return others.isEmpty()
        ? Checkup.ok(subject, "can write " + shown(directory))
        : Checkup.fail(
            subject,
            "cannot write " + DisplayText.of(others.get(0)) + ", which another user made",
            "run: " + chown);
  }

  private Checkup key(String what, Path file) throws IOException, InterruptedException {
    String subject = subject(what);
    if (!Files.isRegularFile(file)) {
      return Checkup.fail(
          subject,
          shown(file) + " does not exist",
          "put the key into it: install -m 600 -o "
              + access.user()
              + " /dev/stdin "
              + quoted(file));
    }
    Optional<Checkup> way = way(subject, file);
    if (way.isPresent()) {
      return way.get();
    }
    String mend =
        "run: chown " + access.user() + " " + quoted(file) + " && chmod 600 " + quoted(file);
    try {
      PosixFileAttributes key = Files.readAttributes(file, PosixFileAttributes.class);
      String owner = key.owner().getName();
      if (!owner.equals("root") && !owner.equals(access.user())) {
        return Checkup.fail(subject, shown(file) + " belongs to " + owner, mend);
      }
      if (key.permissions().stream().anyMatch(OTHERS::contains)) {
        return Checkup.fail(subject, shown(file) + " is open to others than its owner", mend);
      }
    } catch (IOException e) {
      return Checkup.fail(subject, shown(file) + ": " + FileReason.of(e), mend);
    }
    return access.has(UserAccess.Right.READ, file)
        ? Checkup.ok(subject, "can read " + shown(file))
        : Checkup.fail(subject, "cannot read " + shown(file), mend);
  }

  private String subject(String what) {
    return access.user() + ", " + DisplayText.of(what);
  }

  private static String shown(Path path) {
    return DisplayText.of(path);
  }

  private static String quoted(Path path) {
    return DisplayText.of(ShellText.quoted(path));
  }
}
