package io.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {
  private static final String KEY = "pk_live_canary";

  @TempDir Path dir;

  private Path keyFile(String content, String mode) throws IOException {
    Path file = Files.writeString(dir.resolve("key"), content, StandardCharsets.ISO_8859_1);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static KeySource source(Path file) {
    return new KeySource.FromFile(file, Set.of());
  }

  private static String refusal(KeySource source) {
    String message = assertThrows(KeyUnavailableException.class, source::read).getMessage();
    assertFalse(message.contains(KEY), message);
    return message;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
  void readsFileThatOnlyItsOwnerCanRead(String mode) throws Exception {
    assertEquals(new Secret(KEY), source(keyFile(KEY + "\n", mode)).read());
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r-----, 0640",
    "rw-r--r--, 0644",
    "rw-----w-, 0602",
    "rw--w----, 0620",
    "rw------x, 0601",
    "rwxrwxrwx, 0777"
  })
  void refusesFileThatIsOpenToOthers(String mode, String octal) throws Exception {
    Path file = keyFile(KEY, mode);

    assertEquals(
        "key file "
            + file
            + " is open to others than its owner (mode "
            + octal
            + "); run: chmod 600 "
            + file,
        refusal(source(file)));
  }

  @Test
  void judgesLinkByWhatItPointsTo() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), keyFile(KEY, "rw-r--r--"));
    Path real = dir.toRealPath().resolve("key");

    assertEquals(
        "key file "
            + link
            + " is open to others than its owner (mode 0644); run: chmod 600 "
            + link,
        refusal(source(link)));
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-------"));
    assertEquals(new Secret(KEY), source(link).read());
  }

  @Test
  void leavesAccessToTheServiceManager_belowItsDirectoryOnly() throws Exception {
    Path file = keyFile(KEY, "rw-r-----");
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));

    assertEquals(new Secret(KEY), new KeySource.FromFile(file, Set.of(dir)).read());
    refusal(new KeySource.FromFile(file, Set.of(elsewhere)));
    refusal(new KeySource.FromFile(elsewhere.resolve("../key"), Set.of(elsewhere)));
    refusal(new KeySource.FromFile(file, Set.of(dir.resolve("gone"))));
  }

  @Test
  void refusesLinkThatLeadsOutOfTheServiceManagersDirectory() throws Exception {
    Path trusted = Files.createDirectory(dir.resolve("credentials"));
    Path link = Files.createSymbolicLink(trusted.resolve("key"), keyFile(KEY, "rw-r--r--"));

    refusal(new KeySource.FromFile(link, Set.of(trusted)));
  }

  @Test
  void refusesFileOfAnotherUser() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "only root can give a file away");
    Path file = keyFile(KEY, "rw-------");
    Files.setAttribute(file, "unix:uid", 12345);

    assertEquals(
        "key file "
            + file
            + " belongs to user 12345, neither to root nor to the user that runs Sluice; chown it",
        refusal(source(file)));
    assertEquals(new Secret(KEY), new KeySource.FromFile(file, Set.of(dir)).read());
  }

  @Test
  void refusesWhatIsNoFile() throws Exception {
    Path gone = dir.resolve("gone");

    assertEquals("key file " + gone + " does not exist", refusal(source(gone)));
    assertEquals("key file " + dir + " is not a regular file", refusal(source(dir)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\n"})
  void refusesEmptyFile(String content) throws Exception {
    Path file = keyFile(content, "rw-------");

    assertEquals("key file " + file + " is empty; put the key into it", refusal(source(file)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {KEY + "\nX-Other: 1", " " + KEY, KEY + "\u0000", KEY + "\u00e9", "a " + KEY})
  void refusesWhatIsNoKey(String content) throws Exception {
    Path file = keyFile(content, "rw-------");

    assertEquals(
        "key file "
            + file
            + " must hold the key alone: one line of printable characters without spaces",
        refusal(source(file)));
  }

  @Test
  void readsNoMoreThanFourKilobytes() throws Exception {
    assertEquals(4096, source(keyFile("k".repeat(4096), "rw-------")).read().reveal().length());
    Path tooLarge = keyFile("k".repeat(4097), "rw-------");

    assertEquals(
        "key file " + tooLarge + " is larger than 4096 bytes, so it is no key",
        refusal(source(tooLarge)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n\n", ""})
  void stripsTheLineEnd(String end) throws Exception {
    assertEquals(KEY, source(keyFile(KEY + end, "rw-------")).read().reveal());
  }

  @Test
  void readsTheFileAgainEveryTime() throws Exception {
    KeySource source = source(keyFile("first\n", "rw-------"));
    assertEquals("first", source.read().reveal());

    keyFile("second\n", "rw-------");

    assertEquals("second", source.read().reveal());
  }

  @Test
  void takesKeyFromTheEnvironment() throws Exception {
    KeySource source = KeySource.FromEnvironment.of("SIGNS_KEY", Map.of("SIGNS_KEY", KEY));

    assertEquals(KEY, source.read().reveal());
    assertEquals("environment variable SIGNS_KEY", source.describe());
    assertEquals("FromEnvironment[variable=SIGNS_KEY, key=(hidden)]", source.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER, environment variable OTHER is not set",
    "EMPTY, environment variable EMPTY is empty; put the key into it",
    "WORDS, 'environment variable WORDS must hold the key alone: one line of printable characters"
        + " without spaces'"
  })
  void refusesVariableWithoutKey(String variable, String message) {
    Map<String, String> environment = Map.of("EMPTY", "", "WORDS", "a " + KEY);

    assertEquals(
        message,
        assertThrows(
                KeyUnavailableException.class,
                () -> KeySource.FromEnvironment.of(variable, environment))
            .getMessage());
  }

  @Test
  void describesTheFile() {
    assertEquals("file /etc/key", source(Path.of("/etc/key")).describe());
  }

  @Test
  void secretNeverPrints() {
    Secret secret = new Secret(KEY);

    assertEquals("(hidden)", secret.toString());
    assertEquals("key (hidden)", String.format("key %s", secret));
    assertEquals(new Secret(KEY), secret);
    assertEquals(new Secret("other").hashCode(), secret.hashCode());
    assertNotEquals(new Secret("other"), secret);
    assertThrows(IllegalArgumentException.class, () -> new Secret(""));
  }
}
