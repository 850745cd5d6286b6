package io.sluice.datasetserver;

import io.sluice.datasetserver.DatasetServerException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.regex.Pattern;

/** The file with the server's own API key, made at the first start and read at later ones. */
final class ApiKeyFile {
  private static final Pattern KEY = Pattern.compile("pk_live_[A-Za-z0-9_-]{43}");
  private static final int LONGEST_FILE = 256;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private ApiKeyFile() {}

  /** The key in the file; a new one, stored there, if there is no such file. */
  static String readOrCreate(Path file) throws IOException, DatasetServerException {
    if (Files.notExists(file)) {
      SecretFile.write(file, "pk_live_" + RandomToken.next());
    }
    return read(file);
  }

  /** The key in the file, which must be there. */
  static String read(Path file) throws IOException, DatasetServerException {
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw unusable(file, "can be read by others; run: chmod 600 " + file);
    }
    if (Files.size(file) > LONGEST_FILE) {
      throw unusable(file, "is no key file; remove it, and the server makes a new key");
    }
    String key = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!KEY.matcher(key).matches()) {
      throw unusable(file, "holds no valid key; remove it, and the server makes a new one");
    }
    return key;
  }

  private static DatasetServerException unusable(Path file, String why) {
    return new DatasetServerException(
        Kind.DATA_DIR_UNUSABLE, "the API key file " + file + " " + why);
  }
}
