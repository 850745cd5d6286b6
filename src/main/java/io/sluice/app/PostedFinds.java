package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.FileEntry;
import java.util.Optional;

/** Takes what a scan finds over to the intake thread. Used on the scan thread. */
final class PostedFinds implements ScanPass.ScanReceiver {
  private final FolderRun run;
  private final FolderNotes notes;
  private final StartingPoint start;
  private final FolderIntake intake;
  private final Inbox inbox;

  PostedFinds(
      FolderRun run, FolderNotes notes, StartingPoint start, FolderIntake intake, Inbox inbox) {
    this.run = run;
    this.notes = notes;
    this.start = start;
    this.intake = intake;
    this.inbox = inbox;
  }

  @Override
  public void found(Found found) throws InterruptedException {
    inbox.admit(1);
    inbox.post(() -> intake.found(found, run.laneOfScan(!notes.isScanned()), inbox::release));
  }

  @Override
  public void tooLarge(Sighting file, long limitBytes, Optional<FileEntry> entry) {
    inbox.post(() -> intake.tooLarge(file, limitBytes, entry));
  }

  @Override
  public void unreadable(RelativePath path, String reason) {
    inbox.post(() -> intake.unreadable(path, reason));
  }

  @Override
  public void gone(RelativePath path, FileEntry entry) {
    inbox.post(() -> intake.gone(path, Optional.of(entry)));
  }

  @Override
  public boolean isCarriedOver(RelativePath path) {
    return start.isCarriedOver(path);
  }
}
