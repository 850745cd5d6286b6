package io.sluice.failpoint;

import static io.sluice.failpoint.Moment.AFTER;
import static io.sluice.failpoint.Moment.BEFORE;
import static io.sluice.failpoint.Moment.INSIDE;

import com.google.common.collect.ImmutableList;
import java.util.Locale;

/** What a process does that matters after a crash. Steps at the ledger are transactions. */
public enum Step {
  /** The ledger is opened: its tables are made, leases of the process before end. */
  LEDGER_OPEN(BEFORE, INSIDE, AFTER),
  /** A folder gets its row. */
  FOLDER_ROW(BEFORE, INSIDE, AFTER),
  /** A folder is bound to the dataset that was found. */
  SCOPE_ROW(BEFORE, INSIDE, AFTER),
  /** Files that are not known to be whole are recorded. */
  SETTLING_ROW(BEFORE, INSIDE, AFTER),
  /** Files that are quiet and whole are recorded. */
  READY_ROW(BEFORE, INSIDE, AFTER),
  /** Files that are incomplete, in conflict or cannot be sent are recorded. */
  VERDICT_ROW(BEFORE, INSIDE, AFTER),
  /** Files whose stamp changed and whose content did not are recorded. */
  RESTAMPED_ROW(BEFORE, INSIDE, AFTER),
  /** Files that are not there any more are recorded. */
  VANISHED_ROW(BEFORE, INSIDE, AFTER),
  /** Files that their dataset has lost are to be sent again. */
  REQUEUED_ROW(BEFORE, INSIDE, AFTER),
  /** Files get their names, and wait for upload. */
  PLANNED_ROW(BEFORE, INSIDE, AFTER),
  /** Items are leased to a worker. */
  LEASE(BEFORE, INSIDE, AFTER),
  /** Items are about to be registered at a platform where that leaves a trace. */
  RESERVING_ROW(BEFORE, INSIDE, AFTER),
  /** What the platform knows registered items by is kept, before any byte is sent. */
  RESERVED_ROW(BEFORE, INSIDE, AFTER),
  /** Items are about to be committed at the platform. */
  SENT_ROW(BEFORE, INSIDE, AFTER),
  /** The platform has accepted items, and works on them. */
  COMMITTED_ROW(BEFORE, INSIDE, AFTER),
  /** Items were committed. */
  UPLOADED_ROW(BEFORE, INSIDE, AFTER),
  /** Items came to another end (skipped, in conflict, failed) or are to have another name. */
  REFUSED_ROW(BEFORE, INSIDE, AFTER),
  /** Items wait for another try. */
  POSTPONED_ROW(BEFORE, INSIDE, AFTER),
  /** Items are taken back because their files changed. */
  WITHDRAWN_ROW(BEFORE, INSIDE, AFTER),
  /** The dataset is about to be listed anew. */
  LISTING_BEGIN(BEFORE, INSIDE, AFTER),
  /** A page of what the dataset holds is kept. */
  LISTING_PAGE(BEFORE, INSIDE, AFTER),
  /** All of the dataset, or its newest images, were listed. */
  LISTING_END(BEFORE, INSIDE, AFTER),
  /** An old listing is forgotten. */
  LISTING_FORGET(BEFORE, INSIDE, AFTER),
  /** Rows of files that vanished long ago, or of datasets that are no more, are forgotten. */
  FORGET(BEFORE, INSIDE, AFTER),
  /** All rows of a folder were compared with the disk. */
  SWEPT_ROW(BEFORE, INSIDE, AFTER),

  /** The platform is asked for the dataset, which it may create. */
  DATASET_CALL(BEFORE, AFTER),
  /** The platform is asked for leave to send. */
  RESERVE_CALL(BEFORE, AFTER),
  /** A file's bytes go out; inside, some of them have. */
  TRANSFER(BEFORE, INSIDE, AFTER),
  /** The platform is asked to make what was sent count; after, its answer was read. */
  COMMIT_CALL(BEFORE, AFTER),
  /** The platform is asked how far it is with what it has accepted. */
  FOLLOW_CALL(BEFORE, AFTER),
  /** What belongs to entries that exist is added to them. */
  ATTACH_CALL(BEFORE, AFTER),
  /** Names are looked up, as is what a crash left in doubt. */
  FIND_CALL(BEFORE, AFTER),
  /** A page of the dataset is listed. */
  LIST_CALL(BEFORE, AFTER),

  /** A folder is walked. */
  SCAN(BEFORE, AFTER),
  /** The scan hands over a file. */
  SCAN_FOUND(BEFORE, AFTER),
  /** The scan hands over a file that is gone. */
  SCAN_GONE(BEFORE, AFTER),
  /** A page of rows is read, to be compared with the disk. */
  SWEEP_PAGE(BEFORE, AFTER),

  /** Listeners hear of a file that was found. */
  FOUND_TOLD(BEFORE, AFTER),
  /** Listeners hear what became of a file. */
  OUTCOME_TOLD(BEFORE, AFTER),
  /** Listeners hear of the end of a scan. */
  SCAN_TOLD(BEFORE, AFTER),
  /** Listeners hear of bytes that were sent. */
  BYTES_TOLD(BEFORE, AFTER),
  /** A line of the log of failures. */
  FAILURE_LINE(BEFORE, AFTER),
  /** The log of failures is full; inside, the old ones have moved up and it has not. */
  FAILURE_ROTATION(INSIDE),
  /** A line of the periodic report. */
  REPORT_LINE(BEFORE, AFTER),

  /** The dataset server opens its data; inside, what was left is about to be removed. */
  SERVER_OPEN(BEFORE, INSIDE, AFTER),
  /** The dataset server receives bytes. */
  SERVER_BODY(INSIDE),
  /** The dataset server syncs received bytes to disk. */
  SERVER_SYNC(BEFORE, AFTER),
  /** The dataset server gives received bytes their name; after, its directory is not synced. */
  SERVER_RENAME(AFTER),
  /** The dataset server has bytes for good; after, no row speaks of them. */
  SERVER_BLOB(AFTER),
  /** The dataset server changes its database; after, nobody was answered. */
  SERVER_TRANSACTION(INSIDE, AFTER);

  private final ImmutableList<Moment> moments;

  Step(Moment... moments) {
    this.moments = ImmutableList.copyOf(moments);
  }

  /** The moments of this step, in order. */
  public ImmutableList<Moment> moments() {
    return moments;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
