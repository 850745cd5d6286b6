package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.ContentSuffix;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.NameClaim;
import io.sluice.ledger.ToldItem;
import io.sluice.target.DraftName;
import io.sluice.target.InvalidNameException;
import io.sluice.target.Target;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives rows that can be sent their names at the target, so that they wait for upload. */
final class RowClaims {
  private final long folderId;
  private final boolean allBeside;
  private final RowNames names;
  private final Target target;
  private final Ledger ledger;
  private final RowOutcomes outcomes;
  private final Clock clock;

  /**
   * @param allBeside whether a row whose id another one has is sent under one of its own
   */
  RowClaims(
      long folderId,
      boolean allBeside,
      RowNames names,
      Target target,
      Ledger ledger,
      RowOutcomes outcomes,
      Clock clock) {
    this.folderId = folderId;
    this.allBeside = allBeside;
    this.names = names;
    this.target = target;
    this.ledger = ledger;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /**
   * A row that is recorded as ready.
   *
   * @param renamedFor its content, where it is to go beside what has its id
   */
  record Ready(
      RelativePath path, FileStamp stamp, ToldItem item, Optional<ContentDigest> renamedFor) {
    /** The row as it goes beside what has its id. */
    Ready beside(ContentDigest content) {
      return new Ready(path, stamp, RowBeside.told(item, content), Optional.of(content));
    }
  }

  /**
   * Claims the names of some rows.
   *
   * @param scope the dataset's id; rows of another one stay ready
   * @return whether any of them waits for upload now
   */
  boolean claim(String scope, List<Ready> rows) {
    List<Ready> named = new ArrayList<>();
    List<NameClaim> claims = new ArrayList<>();
    for (Ready row : rows) {
      name(scope, row)
          .ifPresent(
              name -> {
                named.add(row);
                long rank = RowNames.number(row.path());
                claims.add(
                    new NameClaim(
                        row.path(),
                        row.stamp(),
                        name,
                        Lane.BACKLOG,
                        rank,
                        row.renamedFor(),
                        Set.of()));
              });
    }
    if (claims.isEmpty()) {
      outcomes.flush();
      return false;
    }
    List<ClaimAnswer> answers = ledger.plan(folderId, claims, clock.instant());
    List<Ready> beside = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i) instanceof ClaimAnswer.TakenBy taken) {
        refused(named.get(i), taken.owner()).ifPresent(beside::add);
      }
    }
    outcomes.flush();
    boolean granted = answers.stream().anyMatch(ClaimAnswer.Granted.class::isInstance);
    return (!beside.isEmpty() && claim(scope, beside)) || granted;
  }

  private Optional<RemoteName> name(String scope, Ready row) {
    Optional<RemoteName> plain = plainName(scope, row);
    return row.renamedFor().isEmpty()
        ? plain
        : plain.map(name -> ContentSuffix.named(name, row.renamedFor().get()));
  }

  private Optional<RemoteName> plainName(String scope, Ready row) {
    Optional<RemoteName> unnamed = RowNames.unnamed(scope, row.item());
    if (unnamed.isPresent()) {
      return unnamed;
    }
    try {
      Source.LocalFile file = (Source.LocalFile) row.item().source();
      Optional<DraftName> draft = names.file(scope, file.file().path());
      if (draft.isPresent()) {
        return Optional.of(target.name(draft.get()));
      }
      outcomes.failed(row.path(), row.stamp(), "the name of its file is not in UTF-8");
    } catch (InvalidNameException e) {
      outcomes.failed(row.path(), row.stamp(), e.getMessage());
    }
    return Optional.empty();
  }

  /** What becomes of a row whose name another one has: it may go beside that. */
  private Optional<Ready> refused(Ready row, RelativePath owner) {
    Optional<ToldItem> other =
        Optional.ofNullable(ledger.told(folderId, List.of(owner)).get(owner));
    String shown = names.shown(owner).display();
    if (other.filter(item -> isSame(item, row.item())).isPresent()) {
      outcomes.covered(row.path(), row.stamp(), "the same as " + shown);
      return Optional.empty();
    }
    Optional<Ready> beside = beside(row, other);
    if (beside.isPresent()) {
      outcomes.ready(beside.get());
    } else {
      outcomes.conflict(row.path(), row.stamp(), clash(row.item(), other) + shown);
    }
    return beside;
  }

  /** The row under an id of its content; empty where that is the other's content, too. */
  private Optional<Ready> beside(Ready row, Optional<ToldItem> other) {
    boolean sameContent =
        other.filter(one -> isSameContent(one.source(), row.item().source())).isPresent();
    if (!allBeside || sameContent || row.renamedFor().isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(row.beside(RowBeside.content(row.item(), row.stamp())));
    } catch (IOException e) {
      // It is in conflict as it was seen; what it is by now is for the next run.
      return Optional.empty();
    }
  }

  private static boolean isSame(ToldItem one, ToldItem other) {
    return one.details().equals(other.details()) && isSameContent(one.source(), other.source());
  }

  private static boolean isSameContent(Source one, Source other) {
    return (one instanceof Source.LocalFile file && other instanceof Source.LocalFile another)
        ? file.file().path().equals(another.file().path())
        : one.equals(other);
  }

  private static String clash(ToldItem item, Optional<ToldItem> other) {
    boolean sameContent =
        other.filter(one -> isSameContent(one.source(), item.source())).isPresent();
    if (item.details().id().isPresent()) {
      return sameContent
          ? "its id and input, but not its concepts, metadata and place, are those of "
          : "its id, but not its input, is that of ";
    }
    return "its input, but not its concepts, metadata and place, is that of ";
  }
}
