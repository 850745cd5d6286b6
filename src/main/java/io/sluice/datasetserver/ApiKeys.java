package io.sluice.datasetserver;

import java.io.IOException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The keys that open this server; of each, only the SHA-256 is kept. */
final class ApiKeys {
  private static final String OWN = "api-key file";

  private final List<byte[]> digests;

  private ApiKeys(List<byte[]> digests) {
    this.digests = digests;
  }

  /** Makes the key of the key file the server's own one, in place of the one it had before. */
  static ApiKeys open(Database database, String ownKey, Clock clock)
      throws SQLException, IOException {
    return database.write(
        c -> {
          try (PreparedStatement replace =
              c.prepareStatement(
                  """
                  INSERT INTO api_key (sha256, name, created_at) VALUES (?, ?, ?)
                  ON CONFLICT (name) DO UPDATE SET
                    sha256 = excluded.sha256, created_at = excluded.created_at
                  WHERE sha256 <> excluded.sha256""")) {
            replace.setBytes(1, RandomToken.digest(ownKey));
            replace.setString(2, OWN);
            replace.setLong(3, clock.millis());
            replace.executeUpdate();
          }
          return new ApiKeys(all(c));
        });
  }

  private static List<byte[]> all(Connection c) throws SQLException {
    try (PreparedStatement select = c.prepareStatement("SELECT sha256 FROM api_key");
        ResultSet rows = select.executeQuery()) {
      List<byte[]> digests = new ArrayList<>();
      while (rows.next()) {
        digests.add(rows.getBytes(1));
      }
      return List.copyOf(digests);
    }
  }

  /** Whether that is one of the keys; takes as long for a near miss as for any other text. */
  boolean accept(String key) {
    byte[] digest = RandomToken.digest(key);
    boolean found = false;
    for (byte[] known : digests) {
      found |= MessageDigest.isEqual(known, digest);
    }
    return found;
  }
}
