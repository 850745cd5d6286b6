package io.sluice.target;

import com.sun.security.auth.module.UnixSystem;
import io.sluice.file.DisplayText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** One read of a key file: who could have read or written it, then a bounded read. */
final class KeyFile {
  private static final int MAX_BYTES = 4096;
  private static final int GROUP_AND_OTHERS = 0077;

  private final Path file;
  private final Set<Path> trustedDirectories;
  private final String shown;

  KeyFile(Path file, Set<Path> trustedDirectories) {
    this.file = file;
    this.trustedDirectories = trustedDirectories;
    this.shown = DisplayText.of(file.toString());
  }

  Secret read() throws KeyUnavailableException {
    try {
      Path real = file.toRealPath();
      if (!Files.isRegularFile(real)) {
        throw new KeyUnavailableException("key file " + shown + " is not a regular file");
      }
      if (!isTrusted(real)) {
        checkAccess(real);
      }
      return KeyText.parse(contentOf(real), "key file " + shown);
    } catch (NoSuchFileException e) {
      throw new KeyUnavailableException("key file " + shown + " does not exist");
    } catch (AccessDeniedException e) {
      throw new KeyUnavailableException(
          "key file "
              + shown
              + " cannot be read by the user that runs Sluice; chown it to that user");
    } catch (IOException e) {
      throw new KeyUnavailableException(
          "key file " + shown + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private boolean isTrusted(Path real) throws IOException {
    for (Path directory : trustedDirectories) {
      if (Files.isDirectory(directory) && real.startsWith(directory.toRealPath())) {
        return true;
      }
    }
    return false;
  }

  private void checkAccess(Path real) throws IOException, KeyUnavailableException {
    Map<String, Object> attributes = Files.readAttributes(real, "unix:mode,uid");
    int uid = (Integer) attributes.get("uid");
    if (uid != 0 && uid != new UnixSystem().getUid()) {
      throw new KeyUnavailableException(
          String.format(
              "key file %s belongs to user %d, neither to root nor to the user that runs Sluice;"
                  + " chown it",
              shown, uid));
    }
    int mode = (Integer) attributes.get("mode") & 07777;
    if ((mode & GROUP_AND_OTHERS) != 0) {
      throw new KeyUnavailableException(
          String.format(
              "key file %s is open to others than its owner (mode %04o); run: chmod 600 %s",
              shown, mode, shown));
    }
  }

  private String contentOf(Path real) throws IOException, KeyUnavailableException {
    try (InputStream in = Files.newInputStream(real)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new KeyUnavailableException(
            "key file " + shown + " is larger than " + MAX_BYTES + " bytes, so it is no key");
      }
      // Every byte becomes one character, and any that is not ASCII is refused afterwards.
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
