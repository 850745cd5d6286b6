package io.sluice.app;

import io.sluice.annotation.DetailsJson;
import io.sluice.file.ContentDigest;
import io.sluice.file.RelativePath;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import io.sluice.ledger.ToldItem;
import io.sluice.target.DraftName;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How the rows of one source are called: in the ledger, at the platform, and for people. Pure.
 *
 * @param table the name of the source
 * @param base files below it are known by their path from there
 */
record RowNames(RelativePath table, Path base) {
  private static final int DIGITS = 8;

  /** What a row is kept under: in the order of the numbers, and another one for other content. */
  RelativePath path(long number, ToldItem item) {
    Source source = item.source();
    String content =
        source instanceof Source.LocalFile local
            ? local.file().path().toUri().getRawPath()
            : source.knownDigest().orElseThrow().hex() + source;
    String all = content + '\0' + DetailsJson.write(item.details());
    return new RelativePath(
        padded(number) + "-" + ContentDigest.ofText(all).hex().substring(0, DIGITS));
  }

  /** What a row without an item is kept under. */
  RelativePath path(long number) {
    return new RelativePath(padded(number));
  }

  private static String padded(long number) {
    return String.format(Locale.ROOT, "%010d", number);
  }

  /** The number of a row that is kept under {@code path}. */
  static long number(RelativePath path) {
    String text = path.encoded();
    int dash = text.indexOf('-');
    return Long.parseLong(dash < 0 ? text : text.substring(0, dash));
  }

  /** A row for people: the source and its number, such as {@code rows.csv:17}. */
  RelativePath shown(RelativePath path) {
    return new RelativePath(table.encoded() + ":" + number(path));
  }

  /** The name of what is known by an id or by its content; empty for a file. */
  static Optional<RemoteName> unnamed(String scope, ToldItem item) {
    Optional<String> id = item.details().id();
    if (id.isPresent()) {
      return Optional.of(RemoteName.unnamed(scope, "id", id.get()));
    }
    if (item.source() instanceof Source.LocalFile) {
      return Optional.empty();
    }
    String what = item.source() instanceof Source.Url ? "url" : "text";
    return Optional.of(
        RemoteName.unnamed(scope, what, item.source().knownDigest().orElseThrow().hex()));
  }

  /**
   * The name of a file.
   *
   * @return empty where its path is no text
   */
  Optional<DraftName> file(String scope, Path file) {
    Path from = file.startsWith(base) ? base : Path.of("/");
    RelativePath below = RelativePath.of(from, file);
    Optional<String> directory =
        below.parent().equals(RelativePath.ROOT) ? Optional.of("") : below.parent().text();
    return directory.flatMap(
        text -> below.fileName().text().map(name -> new DraftName(scope, "/" + text, name)));
  }
}
