package io.sluice.datasetserver;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What makes this server itself, made at its first start and kept.
 *
 * @param instanceId a UUID; another data directory has another
 * @param firstStart when it was made
 * @param urlSecret signs upload URLs, so that they outlive a restart
 */
record Identity(String instanceId, Instant firstStart, String urlSecret) {

  static Identity readOrCreate(Database database, Clock clock) throws SQLException, IOException {
    return database.write(
        c ->
            new Identity(
                setting(c, "instance_id", UUID.randomUUID().toString()),
                Instant.parse(setting(c, "first_start", clock.instant().toString())),
                setting(c, "url_secret", RandomToken.next())));
  }

  private static String setting(Connection c, String name, String ifNew) throws SQLException {
    Optional<String> kept = find(c, name);
    if (kept.isPresent()) {
      return kept.get();
    }
    try (PreparedStatement insert = c.prepareStatement("INSERT INTO setting VALUES (?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, ifNew);
      insert.executeUpdate();
    }
    return ifNew;
  }

  private static Optional<String> find(Connection c, String name) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement("SELECT value FROM setting WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "Identity[" + instanceId + "]";
  }
}
