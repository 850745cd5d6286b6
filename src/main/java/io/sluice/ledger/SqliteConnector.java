package io.sluice.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** Opens connections to a ledger's file, which must be there, set up for writing or for reading. */
final class SqliteConnector {
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;
  private static final int WRITER_CACHE_KIB = 16_384;
  private static final int READER_CACHE_KIB = 4_096;
  private static final int CHECKPOINT_PAGES = 8_000;
  private static final int KEPT_LOG_BYTES = 64 << 20;

  private final Path file;
  private final LedgerErrors errors;

  SqliteConnector(Path file, LedgerErrors errors) {
    this.file = file;
    this.errors = errors;
  }

  Session writer() throws SQLException {
    SQLiteConfig config = config(WRITER_CACHE_KIB);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    // More than the usual 1,000: a batch of files touches pages all over the file, and each
    // checkpoint writes and syncs them all.
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    config.setJournalSizeLimit(KEPT_LOG_BYTES);
    return connect(config, "PRAGMA foreign_keys = ON");
  }

  Session reader() throws SQLException {
    SQLiteConfig config = config(READER_CACHE_KIB);
    config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
    return connect(config, "PRAGMA query_only = ON");
  }

  private Session connect(SQLiteConfig config, String last) throws SQLException {
    // As a URI the name keeps its bytes, and no character of it means anything to the driver. Never
    // made anew here: an empty file in the place of one that went away would pass for a ledger.
    String url = "jdbc:sqlite:file:" + PathUri.encode(file) + "?mode=rw";
    Session session = new Session(config.createConnection(url));
    boolean usable = false;
    try {
      String mode =
          session.first(row -> row.text("journal_mode"), "PRAGMA journal_mode").orElse("");
      if (!mode.equals("wal")) {
        throw errors.noWriteAheadLog(mode);
      }
      session.update(last);
      usable = true;
      return session;
    } finally {
      if (!usable) {
        session.close();
      }
    }
  }

  private static SQLiteConfig config(int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setGetGeneratedKeys(false);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setCacheSize(-cacheKib);
    // Never another directory that could be full, or open to others.
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }
}
