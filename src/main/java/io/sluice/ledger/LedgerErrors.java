package io.sluice.ledger;

import io.sluice.file.DisplayText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in plain words what went wrong with a ledger's file, and what can be done about it. */
final class LedgerErrors {
  private static final int PRIMARY_CODE = 0xFF;
  private static final String FULL = "cannot be written: the disk is full. Free some space";

  private final Path file;

  LedgerErrors(Path file) {
    this.file = file;
  }

  LedgerException newerVersion(long found, int known) {
    return failed(
        "was written by a newer Sluice (format "
            + found
            + ", this one knows up to "
            + known
            + "). Install that version again, or restore an older copy of the ledger",
        null);
  }

  LedgerException olderVersion(long found, int known) {
    return failed(
        "was written by an older Sluice (format "
            + found
            + ", this one reads "
            + known
            + "). It is brought up to date when this version runs on it: restart the daemon, or"
            + " run a sync",
        null);
  }

  LedgerException noLedger() {
    return failed("is an SQLite file, but no ledger of Sluice. Name another state directory", null);
  }

  LedgerException noWriteAheadLog(String mode) {
    return failed(
        "cannot be kept safely here: the file system does not support a write-ahead log (SQLite"
            + " answered '"
            + DisplayText.of(mode, 40)
            + "'). Put the state directory on a local disk",
        null);
  }

  /** Others wait for it already. */
  LedgerException stuck() {
    return new LedgerException(
        LedgerException.Kind.UNAVAILABLE, message("cannot be written at the moment"), null);
  }

  LedgerException of(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return failed("cannot be created: its directory does not exist", cause);
    }
    if (cause instanceof AccessDeniedException) {
      return failed("cannot be created: no permission to write in its directory", cause);
    }
    if (cause instanceof FileAlreadyExistsException) {
      return failed("exists already and is not overwritten", cause);
    }
    return failed("cannot be created: " + DisplayText.of(String.valueOf(cause), 300), cause);
  }

  LedgerException of(SQLException cause) {
    String what = cause instanceof SQLiteException e ? words(e) : plain(cause);
    return LedgerPatience.mayPass(cause)
        ? new LedgerException(LedgerException.Kind.UNAVAILABLE, message(what), cause)
        : failed(what, cause);
  }

  /** SQLite's primary result code; the other bytes of a code say more of it. */
  static int kind(SQLiteException cause) {
    return cause.getResultCode().code & PRIMARY_CODE;
  }

  private static String words(SQLiteException cause) {
    return switch (kind(cause)) {
      case 5, 6 ->
          "is locked by another program. Stop other programs that have it open, then try again";
      case 8 -> "cannot be written: the file or its file system is read-only";
      case 3, 14, 23 ->
          "cannot be opened: no permission, no such directory, not a plain file, or too many open"
              + " files";
      case 13 -> FULL;
      case 11, 26 ->
          "is damaged, or no ledger. Restore a copy, or move it away: files are then looked up at"
              + " the platform again";
      // The file beside a ledger that its users share could not grow; SQLite keeps the reason.
      case 10 ->
          cause.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE
              ? FULL
              : "cannot be read or written: the disk reported an error (" + plain(cause) + ")";
      case 7 -> "cannot be used: out of memory";
      default -> "failed: " + plain(cause);
    };
  }

  private static String plain(SQLException cause) {
    return DisplayText.of(String.valueOf(cause.getMessage()), 300);
  }

  private LedgerException failed(String what, Throwable cause) {
    return new LedgerException(message(what), cause);
  }

  private String message(String what) {
    return "the ledger " + DisplayText.of(file.toString()) + " " + what;
  }
}
