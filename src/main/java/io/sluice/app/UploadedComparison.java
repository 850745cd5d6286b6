package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileDetails;
import io.sluice.ledger.ItemDetails;
import io.sluice.ledger.ListedImage;
import io.sluice.report.FileFailure;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares files that the ledger calls uploaded, or found there, with the images of their names. On
 * one thread.
 */
final class UploadedComparison {
  /** What is missing by the listing is asked for by name, up to so many. */
  private static final int MOST_CONFIRMED = 200;

  private final FolderContext folder;
  private final VerifiedNames names;
  private final VerifiedUnits units;
  private final RemoteCopies remote;
  private final Instant listedAt;
  private final Downloads downloads;
  private final SpooledFailures repairable;
  private final VerifyFindings findings;
  private long confirmed;

  /** Gets an image's SHA-256 by downloading it. */
  interface Downloads {
    /** The digest; empty where images are not to be downloaded, or it cannot be told. */
    Optional<ContentDigest> digest(RemoteImage image) throws TargetException, InterruptedException;
  }

  /**
   * @param listedAt when the listing of the dataset began
   * @param repairable takes the missing files that are on disk
   * @param findings takes what was found
   */
  UploadedComparison(
      FolderContext folder,
      VerifiedNames names,
      VerifiedUnits units,
      RemoteCopies remote,
      Instant listedAt,
      Downloads downloads,
      SpooledFailures repairable,
      VerifyFindings findings) {
    this.folder = folder;
    this.names = names;
    this.units = units;
    this.remote = remote;
    this.listedAt = listedAt;
    this.downloads = downloads;
    this.repairable = repairable;
    this.findings = findings;
  }

  /** Compares some of them, with one question to the listing. */
  void compare(List<FileDetails> files) throws TargetException, InterruptedException {
    Map<FileDetails, RemoteCopies.Wanted> asked = new LinkedHashMap<>();
    for (FileDetails file : files) {
      Optional<RemoteCopies.Wanted> wanted = names.wanted(file);
      wanted.ifPresent(name -> asked.put(file, name));
    }
    Map<RemoteCopies.Wanted, ListedImage> images = remote.find(List.copyOf(asked.values()));
    for (Map.Entry<FileDetails, RemoteCopies.Wanted> entry : asked.entrySet()) {
      findings.checked();
      ListedImage image = images.get(entry.getValue());
      if (image == null) {
        absent(entry.getKey(), entry.getValue());
      } else {
        compare(entry.getKey(), image);
      }
    }
  }

  private void absent(FileDetails file, RemoteCopies.Wanted wanted)
      throws TargetException, InterruptedException {
    RelativePath path = file.file().path();
    boolean late = file.item().filter(item -> !item.updatedAt().isBefore(listedAt)).isPresent();
    boolean asked = late || confirmed < MOST_CONFIRMED;
    confirmed += asked && !late ? 1 : 0;
    if (asked && !remote.isMissing(wanted, path, path.in(folder.root()), file.file().stamp())) {
      return;
    }
    boolean here = LocalCopy.at(path.in(folder.root())) instanceof LocalCopy.There;
    Optional<String> lost = here ? units.lostSibling(file) : Optional.empty();
    String reason = "not in the dataset";
    if (!here) {
      reason += ", and not on disk any more";
    } else if (lost.isPresent()) {
      reason += ", and cannot be sent without " + lost.get() + ", which is not on disk any more";
    } else {
      repairable(path, reason);
    }
    findings.missing(new Difference(path.display(), VerifiedNames.shown(wanted.name()), reason));
  }

  private void repairable(RelativePath path, String reason) {
    try {
      repairable.add(new FileFailure(path, FileState.PENDING, reason));
    } catch (IOException e) {
      throw new UncheckedIOException("the list of missing files cannot be kept", e);
    }
  }

  private void compare(FileDetails file, ListedImage image)
      throws TargetException, InterruptedException {
    Path path = file.file().path().in(folder.root());
    LocalCopy local = LocalCopy.at(path);
    boolean touched =
        local instanceof LocalCopy.There there
            && !there.stamp().sameContentStamp(file.file().stamp());
    boolean conflict = file.file().state() == EntryState.CONFLICT;
    Optional<ContentDigest> digest = digest(image);
    LocalCopy.Content here = LocalCopy.Content.NOT_READ;
    if (local instanceof LocalCopy.There there && (touched || conflict || digest.isPresent())) {
      here = there.content();
    }
    long sentBytes =
        file.item().map(ItemDetails::sizeBytes).orElse(file.file().stamp().sizeBytes());
    ContentVerdict verdict =
        ContentVerdict.of(
            new ContentVerdict.Evidence(
                sentBytes,
                file.file().digest(),
                here.digest(),
                touched || conflict,
                image.sizeBytes(),
                digest));
    report(file.file().path(), image, verdict, here, sentBytes);
    if (local instanceof LocalCopy.Unreadable unreadable) {
      findings.changed(difference(file.file().path(), image, unreadable.reason()));
    }
  }

  private void report(
      RelativePath path,
      ListedImage image,
      ContentVerdict verdict,
      LocalCopy.Content here,
      long sentBytes) {
    switch (verdict) {
      case SAME -> {
        if (!here.trouble().isEmpty()) {
          findings.changed(difference(path, image, here.trouble()));
        }
      }
      case CHANGED_HERE ->
          findings.changed(
              difference(path, image, "changed here; the dataset has what was uploaded first"));
      case DIFFERENT -> findings.different(difference(path, image, otherContent(image, sentBytes)));
    }
  }

  private static String otherContent(ListedImage image, long sentBytes) {
    boolean bySize = image.sizeBytes().isPresent() && image.sizeBytes().getAsLong() != sentBytes;
    return bySize
        ? "the dataset has "
            + image.sizeBytes().getAsLong()
            + " bytes under its name; "
            + sentBytes
            + " were sent"
        : "the dataset has other content of the same size under its name";
  }

  private Optional<ContentDigest> digest(ListedImage image)
      throws TargetException, InterruptedException {
    return image.digest().isPresent()
        ? image.digest()
        : downloads.digest(
            new RemoteImage(
                image.remoteId(),
                image.directory(),
                image.fileName(),
                image.sizeBytes(),
                Optional.empty()));
  }

  private static Difference difference(RelativePath path, ListedImage image, String reason) {
    return new Difference(path.display(), ExtraImages.shown(image), reason);
  }
}
