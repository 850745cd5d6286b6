package io.sluice.app;

import io.sluice.event.IngestListener;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;

/**
 * The stages of one folder, joined: what comes before its pool.
 *
 * @param notes what is wrong with the folder
 * @param start from when on the run counts
 * @param scans its scans
 * @param settling its files that are not known to be complete; the intake's
 * @param intake from seen to ready
 * @param planning from ready to queued
 * @param outcomes what is recorded and told of it
 */
record FolderStages(
    FolderNotes notes,
    StartingPoint start,
    FolderScans scans,
    SettlingFiles settling,
    FolderIntake intake,
    NamePlanning planning,
    FolderOutcomes outcomes) {
  private static final int SETTLER_CAPACITY = 20_000;

  /**
   * What the stages of all folders share.
   *
   * @param served the folders that this process works on, by their rows in the ledger; complete
   *     before anything starts
   * @param folderIsThere whether one of these is known to be the directory that had its files; true
   *     of any other
   */
  record Shared(
      Ledger ledger,
      Inbox inbox,
      IngestListener events,
      Set<Long> served,
      LongPredicate folderIsThere,
      ForwardClock clock) {}

  static FolderStages of(
      FolderRun run,
      Inspector inspector,
      Executor inspectors,
      ScanRequests requests,
      Shared shared) {
    FolderContext folder = run.folder();
    Ledger ledger = shared.ledger();
    ForwardClock clock = shared.clock();
    FolderNotes notes = new FolderNotes(new WatchState(folder.name(), clock));
    FolderScans scans = new FolderScans(run, requests, notes, clock);
    InspectionDesk desk =
        new InspectionDesk(
            folder,
            inspector,
            ledger,
            inspectors,
            shared.folderIsThere(),
            shared.inbox(),
            scans::rootLostWhileLooking);
    FolderOutcomes outcomes = new FolderOutcomes(folder, ledger, shared.events(), clock);
    SettlingFiles settling = new SettlingFiles(folder.settling(), SETTLER_CAPACITY, clock.wall());
    IntakeRules rules = new IntakeRules(folder, run.oneShot(), outcomes);
    FolderIntake intake = new FolderIntake(settling, rules, outcomes, desk);
    NameContests contests =
        new NameContests(
            folder, ledger, outcomes, desk, path -> intake.withdrawn(path, Lane.LIVE), clock);
    FolderPlanning plain =
        new FolderPlanning(folder, ledger, outcomes, contests, shared.served(), clock);
    NamePlanning planning = plain;
    if (folder.hasUnits()) {
      UnitSearch search = new UnitSearch(run, scans, settling, intake, outcomes, desk);
      UnitRules together = new UnitRules(run, outcomes, search);
      planning = new UnitPlanning(folder, together, search, ledger, outcomes, desk, clock);
    } else if (folder.hasSidecars()) {
      SidecarRules beside = new SidecarRules(run, outcomes, intake);
      planning = new SidecarPlanning(folder, plain, beside, ledger, desk, clock);
    }
    StartingPoint start = new StartingPoint(folder, ledger, shared.events());
    return new FolderStages(notes, start, scans, settling, intake, planning, outcomes);
  }

  /** What takes a scan's finds to the intake. */
  ScanPass.ScanReceiver receiver(FolderRun run, Inbox inbox) {
    return new PostedFinds(run, notes, start, intake, inbox);
  }
}
