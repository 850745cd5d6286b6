package io.sluice.app;

import io.sluice.config.FolderLayout;
import io.sluice.file.DisplayText;
import io.sluice.ledger.LedgerView;
import io.sluice.ledger.ListedImage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The images in the virtual folders of one folder that no local file accounts for: neither one that
 * is there nor one that was uploaded and is gone.
 */
final class ExtraImages {
  private static final int PAGE = 1_000;

  private final FolderContext folder;
  private final String datasetId;
  private final Optional<LedgerView> ledger;
  private final RemoteCopies remote;

  /**
   * @param remote has been asked for all local files
   */
  ExtraImages(
      FolderContext folder, String datasetId, Optional<LedgerView> ledger, RemoteCopies remote) {
    this.folder = folder;
    this.datasetId = datasetId;
    this.ledger = ledger;
    this.remote = remote;
  }

  /** Hands each to {@code consumer}, in order of virtual folder and name. */
  void forEach(Consumer<Difference> consumer) {
    Optional<ListedImage> after = Optional.empty();
    List<ListedImage> page = remote.others(after, PAGE);
    while (!page.isEmpty()) {
      List<ListedImage> here = page.stream().filter(this::isInFolder).toList();
      Set<ListedImage> owned =
          ledger
              .map(view -> view.owned(folder.link().identity(), datasetId, here))
              .orElse(Set.of());
      here.stream()
          .filter(image -> !owned.contains(image))
          .map(image -> new Difference("", shown(image), "no local file accounts for it"))
          .forEach(consumer);
      after = Optional.of(page.get(page.size() - 1));
      page = remote.others(after, PAGE);
    }
  }

  /** Whether an image is where this folder puts its files. */
  private boolean isInFolder(ListedImage image) {
    String start = folder.config().virtualFolder();
    String directory = image.directory();
    if (directory.equals(start)) {
      return true;
    }
    String prefix = start.equals("/") ? "/" : start + "/";
    if (!directory.startsWith(prefix) || folder.config().layout() == FolderLayout.FLAT) {
      return false;
    }
    boolean direct = directory.indexOf('/', prefix.length()) < 0;
    return direct || folder.config().layout() == FolderLayout.PRESERVE_FOLDERS;
  }

  /** Virtual folder and name as one path, safe to print. */
  static String shown(ListedImage image) {
    String slash = image.directory().equals("/") ? "" : "/";
    return DisplayText.of(image.directory() + slash + image.fileName());
  }
}
