package io.sluice.ledger;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one file: a single writer, and a few readers that never wait for it. A
 * connection that had an error is closed, which takes its transaction back, and made anew; all that
 * were made before it are not used again, since by then there may be another file under this name.
 */
final class SqliteConnections implements AutoCloseable {
  /** The work of one transaction. */
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  /** As {@link Work}, with no answer. */
  interface Act {
    void run(Session session) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(SqliteConnections.class);
  private static final int READERS = 4;

  private final Path file;
  private final LedgerErrors errors;
  private final Supplier<Runnable> lastAct;
  private final SqliteConnector connector;

  /** Counts the times from which on older connections are not used any more. */
  private final AtomicLong age = new AtomicLong();

  private final ReentrantLock writing = new ReentrantLock();
  private final Deque<Open> idleWriter = new ArrayDeque<>(1);

  private final Semaphore reading = new Semaphore(READERS);
  private final Deque<Open> idleReaders = new ArrayDeque<>(READERS);
  private volatile boolean closed;

  /** A connection, and when it was made, in {@link #age}. */
  private record Open(Session session, long madeAt) {}

  private SqliteConnections(Path file, Supplier<Runnable> lastAct) {
    this.file = file;
    this.lastAct = lastAct;
    this.errors = new LedgerErrors(file);
    this.connector = new SqliteConnector(file, errors);
  }

  /**
   * Opens the file, brings it to this version and runs {@code first}, all as one transaction.
   *
   * @param lastAct asked by each caller that writes for what is run within its transaction, when
   *     its rows are written
   */
  static SqliteConnections open(Path file, Act first, Supplier<Runnable> lastAct) {
    SqliteConnections connections = new SqliteConnections(file, lastAct);
    connections.createFile();
    boolean usable = false;
    try {
      connections.write(
          connections.withLastAct(
              session -> {
                Schema.bringUpToDate(session, connections.errors);
                first.run(session);
                return true;
              }));
      usable = true;
      return connections;
    } catch (SQLException e) {
      throw connections.errors.of(e);
    } finally {
      if (!usable) {
        connections.close();
      }
    }
  }

  /** What its errors mean. */
  LedgerErrors errors() {
    return errors;
  }

  /** Held by who writes, for as long as nobody else may write between its tries. */
  ReentrantLock writing() {
    return writing;
  }

  /**
   * Runs {@code work} as one transaction, after other writers. What failed was taken back, unless
   * it failed in its commit: then nobody knows.
   */
  <T> T write(Work<T> work) throws SQLException {
    writing.lock();
    try {
      checkOpen();
      Optional<Open> idle = take(idleWriter);
      Open open = idle.isPresent() ? idle.get() : openWriter();
      return transaction(open, work, idleWriter);
    } finally {
      writing.unlock();
    }
  }

  /** The work of a caller, with what is to follow its rows; whoever runs it then. */
  <T> Work<T> withLastAct(Work<T> work) {
    Runnable last = lastAct.get();
    return session -> {
      T answer = work.run(session);
      last.run();
      return answer;
    };
  }

  /** Runs {@code work} on one state of the file, beside writers. */
  <T> T read(Work<T> work) throws SQLException {
    reading.acquireUninterruptibly();
    try {
      checkOpen();
      Optional<Open> idle = take(idleReaders);
      Open open = idle.isPresent() ? idle.get() : openReader();
      return transaction(open, work, idleReaders);
    } finally {
      reading.release();
    }
  }

  /** Writes a copy to {@code newFile}, beside writers. */
  void copyTo(Path newFile) {
    LedgerErrors copyErrors = new LedgerErrors(newFile);
    reading.acquireUninterruptibly();
    try {
      checkOpen();
      try (Session session = connector.writer()) {
        LedgerCopy.write(session, newFile);
      }
    } catch (SQLException e) {
      throw copyErrors.of(e);
    } catch (IOException e) {
      throw copyErrors.of(e);
    } finally {
      reading.release();
    }
  }

  private <T> T transaction(Open open, Work<T> work, Deque<Open> idle) throws SQLException {
    Session session = open.session();
    boolean done = false;
    try {
      session.begin();
      T answer = work.run(session);
      session.commit();
      done = true;
      return answer;
    } finally {
      if (done) {
        keep(open, idle);
      } else {
        age.incrementAndGet();
        abandon(session);
        abandonAll(idleReaders);
        abandonAll(idleWriter);
      }
    }
  }

  /** Takes back what was not committed; what made it fail is what the caller hears of. */
  private static void abandon(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.debug("a connection to the ledger did not close cleanly: {}", e.toString());
    }
  }

  private static void abandonAll(Deque<Open> all) {
    for (Optional<Open> idle = poll(all); idle.isPresent(); idle = poll(all)) {
      abandon(idle.get().session());
    }
  }

  private void keep(Open open, Deque<Open> idle) {
    if (isOutdated(open)) {
      abandon(open.session());
      return;
    }
    synchronized (idle) {
      idle.push(open);
    }
  }

  private Optional<Open> take(Deque<Open> idle) {
    Optional<Open> next = poll(idle);
    while (next.isPresent() && isOutdated(next.get())) {
      abandon(next.get().session());
      next = poll(idle);
    }
    return next;
  }

  private boolean isOutdated(Open open) {
    return open.madeAt() < age.get();
  }

  private static Optional<Open> poll(Deque<Open> idle) {
    synchronized (idle) {
      return Optional.ofNullable(idle.poll());
    }
  }

  /** A reader that was opened while the one before it failed may have the file of that one. */
  private Open openWriter() throws SQLException {
    Session session = connector.writer();
    return new Open(session, age.incrementAndGet());
  }

  private Open openReader() throws SQLException {
    long before = age.get();
    return new Open(connector.reader(), before);
  }

  private void createFile() {
    try {
      LedgerCopy.createEmpty(file);
    } catch (FileAlreadyExistsException e) {
      // The usual case; whether it is a ledger is seen when it is opened.
      return;
    } catch (IOException e) {
      throw errors.of(e);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the ledger is closed: " + file);
    }
  }

  @Override
  public void close() {
    writing.lock();
    reading.acquireUninterruptibly(READERS);
    try {
      closed = true;
      closeAll(idleReaders);
      closeAll(idleWriter);
    } catch (SQLException e) {
      throw errors.of(e);
    } finally {
      reading.release(READERS);
      writing.unlock();
    }
  }

  private static void closeAll(Deque<Open> all) throws SQLException {
    for (Optional<Open> idle = poll(all); idle.isPresent(); idle = poll(all)) {
      idle.get().session().close();
    }
  }
}
