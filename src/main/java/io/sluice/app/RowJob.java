package io.sluice.app;

import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.FolderConfig;
import io.sluice.config.FolderLayout;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.FileReason;
import io.sluice.file.RelativePath;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.InputKind;
import io.sluice.ledger.Ledger;
import io.sluice.upload.FolderOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.OptionalInt;

/**
 * Rows that are to be uploaded, and all that has to be known of them before the first is read.
 *
 * @param config the configuration, as it is to be used
 * @param folder what stands for the rows in reports: where they are from, and where they go
 * @param place where the ledger is while they are under way
 * @param names how they are called
 * @param allBeside whether rows whose ids are taken are sent under ids of their own
 * @param anew whether what an earlier run came to is forgotten, once nothing of it is under way
 * @param rows has them read; called once
 */
record RowJob(
    SluiceConfig config,
    FolderConfig folder,
    PushPlace place,
    RowNames names,
    boolean allBeside,
    boolean anew,
    Opening rows) {
  /** Opens the source. */
  @FunctionalInterface
  interface Opening {
    RowSource open(Ledger ledger, long folderId);
  }

  /**
   * The rows of a CSV file, which is opened.
   *
   * @throws StartException when the file is no table of inputs, or the target takes none
   */
  static RowJob of(SluiceConfig config, CsvRequest request, CsvTable table) throws StartException {
    SluiceConfig used = batched(config, request.target(), batch(request));
    String key =
        String.join(
            "\0",
            "csv",
            identity(config, request.target()),
            request.dataset(),
            request.type() + " " + request.kind() + " " + request.labels(),
            request.file().toUri().getRawPath(),
            table.fingerprint());
    return new RowJob(
        used,
        folder(request.file(), request.target(), request.dataset()),
        PushPlace.named(config, key),
        new RowNames(
            RelativePath.of(request.file().getParent(), request.file()),
            real(request.file().getParent())),
        request.duplicates(),
        true,
        (ledger, folderId) -> table);
  }

  /** Items that a program hands over. */
  static RowJob of(SluiceConfig config, UploadRequest request, Iterator<UploadItem> items)
      throws StartException {
    return job(config, request, true, (ledger, folderId) -> new HandedItems(items));
  }

  /** What failed of the items that a program handed over. */
  static RowJob ofFailed(SluiceConfig config, UploadRequest request) throws StartException {
    return job(config, request, false, LedgerRows::new);
  }

  private static RowJob job(SluiceConfig config, UploadRequest request, boolean anew, Opening rows)
      throws StartException {
    requireRows(config, request.target());
    String key =
        String.join(
            "\0",
            "items",
            identity(config, request.target()),
            request.dataset(),
            request.base().toUri().getRawPath(),
            request.name());
    Path root = request.base().resolve(request.name());
    return new RowJob(
        config,
        folder(root, request.target(), request.dataset()),
        PushPlace.named(config, key),
        new RowNames(RelativePath.of(request.base(), root), real(request.base())),
        false,
        anew,
        rows);
  }

  /**
   * Makes sure that a target takes rows at all.
   *
   * @throws StartException when it does not
   */
  static void requireRows(SluiceConfig config, String name) throws StartException {
    TargetConfig target =
        config
            .target(name)
            .orElseThrow(() -> new StartException("there is no target " + DisplayText.of(name)));
    if (!(target instanceof ClarifaiTargetConfig)) {
      throw new StartException(
          "target "
              + DisplayText.of(name)
              + " ("
              + Targets.type(target)
              + ") takes files of folders alone; rows of a table are for targets of type clarifai");
    }
  }

  /**
   * What the pool is to know of them.
   *
   * @param folderId their row in the ledger
   */
  FolderOrder order(long folderId) {
    return new FolderOrder(
        folderId,
        folder.name(),
        folder.dataset(),
        folder.createIfMissing(),
        folder.skipExisting(),
        false,
        ConflictPolicy.REPORT,
        false,
        false,
        path -> allBeside);
  }

  private static String identity(SluiceConfig config, String target) {
    return Targets.identity(config.target(target).orElseThrow());
  }

  /** The platform takes one video in a request. */
  private static OptionalInt batch(CsvRequest request) {
    return request.kind() == InputKind.VIDEO ? OptionalInt.of(1) : request.batchSize();
  }

  private static SluiceConfig batched(SluiceConfig config, String target, OptionalInt size)
      throws StartException {
    requireRows(config, target);
    ClarifaiTargetConfig clarifai = (ClarifaiTargetConfig) config.target(target).orElseThrow();
    return size.isEmpty() ? config : config.withTarget(clarifai.withBatchSize(size.getAsInt()));
  }

  private static FolderConfig folder(Path root, String target, String dataset)
      throws StartException {
    try {
      return FolderConfig.adHoc(root, target, dataset, FolderLayout.FLAT);
    } catch (IllegalArgumentException e) {
      throw new StartException(DisplayText.of(e.getMessage()), e);
    }
  }

  private static Path real(Path directory) throws StartException {
    try {
      return Files.isDirectory(directory) ? directory.toRealPath() : directory;
    } catch (IOException e) {
      throw new StartException(
          DisplayText.of(directory) + " cannot be looked at: " + FileReason.of(e), e);
    }
  }
}
