package io.sluice.datasetserver;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The server's SQLite file: one writer at a time, a few readers beside it.
 *
 * <p>What {@link #write} returned from is durable (WAL, synchronous=FULL). Thread-safe.
 */
final class Database implements AutoCloseable {
  private static final int READERS = 4;
  private static final int BUSY_MILLIS = 5_000;

  /** Something to do on a connection; called on the caller's thread. */
  interface Work<T> {
    T on(Connection connection) throws SQLException, IOException;
  }

  private final StoreWatch watch;
  private final Connection writer;
  private final ReentrantLock writing = new ReentrantLock();
  private final List<Connection> readers = new ArrayList<>();
  private final BlockingQueue<Connection> idleReaders = new ArrayBlockingQueue<>(READERS);

  private Database(Connection writer, StoreWatch watch) {
    this.watch = watch;
    this.writer = writer;
  }

  static Database open(Path file) throws SQLException {
    return open(file, StoreWatch.UNWATCHED);
  }

  /** Opens the file and brings its tables up to date. */
  static Database open(Path file, StoreWatch watch) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    String url = "jdbc:sqlite:" + file;
    Database database = new Database(config.createConnection(url), watch);
    try {
      requireWal(database.writer);
      Schema.bringUpToDate(database.writer);
      for (int i = 0; i < READERS; i++) {
        Connection reader = config.createConnection(url);
        database.readers.add(reader);
        execute(reader, "PRAGMA query_only=ON");
      }
      database.idleReaders.addAll(database.readers);
      return database;
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static void requireWal(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
      if (!"wal".equalsIgnoreCase(mode.getString(1))) {
        throw new SQLException("this file system does not support SQLite's write-ahead log");
      }
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs work in a transaction of its own: all of it is committed, or none if it throws. */
  <T> T write(Work<T> work) throws SQLException, IOException {
    writing.lock();
    try {
      execute(writer, "BEGIN IMMEDIATE");
      boolean committed = false;
      try {
        T result = work.on(writer);
        watch.passed(StorePoint.ROWS_WRITTEN);
        execute(writer, "COMMIT");
        committed = true;
        watch.passed(StorePoint.ROWS_COMMITTED);
        return result;
      } finally {
        if (!committed) {
          rollBack();
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private void rollBack() throws SQLException {
    try {
      execute(writer, "ROLLBACK");
    } catch (SQLException e) {
      // SQLite has ended the transaction by itself, as it does when the disk is full.
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        throw e;
      }
    }
  }

  /** Runs work that only reads, beside other readers and the writer. */
  <T> T read(Work<T> work) throws SQLException, IOException {
    Connection reader = takeReader();
    try {
      return work.on(reader);
    } finally {
      idleReaders.add(reader);
    }
  }

  private Connection takeReader() throws SQLException {
    try {
      Connection reader = idleReaders.poll(BUSY_MILLIS, TimeUnit.MILLISECONDS);
      if (reader == null) {
        throw busyProblem();
      }
      return reader;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for the database", e);
    }
  }

  /**
   * What a client hears of a failed statement, for those failures that it can do something about.
   */
  static Problem problem(SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (code.code & 0xff) {
      case 5, 6 -> busyProblem(); // SQLITE_BUSY, SQLITE_LOCKED, with all their extended codes
      case 13 -> DiskFull.problem(); // SQLITE_FULL
      default -> new Problem(500, "internal_error", "the dataset server's database failed");
    };
  }

  private static Problem busyProblem() {
    return new Problem(503, "busy", "the database is busy; try again")
        .header(HttpHeader.RETRY_AFTER, "1");
  }

  /** Closes all connections; work still running on one fails. */
  @Override
  public void close() throws SQLException {
    SQLException first = null;
    List<Connection> all = new ArrayList<>(readers);
    all.add(writer);
    for (Connection connection : all) {
      try {
        connection.close();
      } catch (SQLException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
