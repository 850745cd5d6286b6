package io.sluice.app;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import io.sluice.csv.CsvRow;
import io.sluice.csv.CsvRows;
import io.sluice.csv.WrongTableException;
import io.sluice.file.DisplayText;
import io.sluice.file.FileReason;
import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.InputKind;
import io.sluice.target.clarifai.ClarifaiTarget;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A CSV file as a source of rows. */
final class CsvTable implements RowSource {
  private static final String PIPED =
      " is no file; what comes from a pipe must be saved in one first, since it is read twice";

  private final CsvRequest request;
  private final StampedFile file;
  private final CsvRows rows;

  private CsvTable(CsvRequest request, StampedFile file, CsvRows rows) {
    this.request = request;
    this.file = file;
    this.rows = rows;
  }

  /**
   * Opens the file, and reads its first line.
   *
   * @throws StartException when it cannot be read, or is no table of inputs
   */
  static CsvTable open(CsvRequest request) throws StartException {
    String shown = DisplayText.of(request.file());
    try {
      StampedFile file = stamped(request.file());
      InputStream in = new BufferedInputStream(file.open(), 1 << 16);
      return new CsvTable(request, file, CsvRows.open(in, request.type(), request.labels()));
    } catch (NoSuchFileException e) {
      throw new StartException(shown + missing(request.file()), e);
    } catch (IOException e) {
      throw new StartException(shown + " cannot be read: " + FileReason.of(e), e);
    } catch (WrongTableException e) {
      throw new StartException(shown + ": " + e.getMessage(), e);
    }
  }

  private static StampedFile stamped(Path path) throws IOException, StartException {
    boolean link = FileStat.of(path).kind() == FileStat.Kind.SYMBOLIC_LINK;
    Path real = link ? path.toRealPath() : path;
    FileStat stat = FileStat.of(real);
    if (!stat.isRegularFile()) {
      boolean directory = stat.kind() == FileStat.Kind.DIRECTORY;
      throw new StartException(
          DisplayText.of(path) + (directory ? " is a directory, and no file" : PIPED));
    }
    return new StampedFile(real, stat.stamp());
  }

  /** A pipe is called by a link that leads to no name, as is one that was to be read as "-". */
  private static String missing(Path path) {
    boolean piped = Files.exists(path) || path.endsWith("-");
    return piped ? PIPED : " does not exist; is it spelt as meant?";
  }

  /**
   * A hash of all that the file holds.
   *
   * @throws StartException when it cannot be read
   */
  String fingerprint() throws StartException {
    try (HashingInputStream in = new HashingInputStream(Hashing.sha256(), file.open())) {
      in.transferTo(OutputStream.nullOutputStream());
      file.verifyUnchanged();
      return in.hash().toString();
    } catch (IOException e) {
      throw new StartException(
          DisplayText.of(request.file()) + " cannot be read: " + FileReason.of(e), e);
    }
  }

  @Override
  public Optional<Row> next() throws IOException {
    Optional<CsvRow> next = rows.next();
    if (next.isEmpty()) {
      file.verifyUnchanged();
    }
    return next.map(this::row);
  }

  private Row row(CsvRow row) {
    if (row instanceof CsvRow.Mistake mistake) {
      return new Row.Mistake(mistake.line(), mistake.reason());
    }
    CsvRow.Input input = (CsvRow.Input) row;
    try {
      return new Row.Given(row.line(), new UploadItem(content(input.input()), input.details()));
    } catch (IllegalArgumentException e) {
      return new Row.Mistake(row.line(), "column input: " + e.getMessage());
    }
  }

  private UploadItem.Content content(String input) {
    return switch (request.type()) {
      case URL -> new UploadItem.Content.Url(input, request.kind());
      case RAW -> new UploadItem.Content.Text(input);
      case FILE_PATH -> new UploadItem.Content.File(path(input));
    };
  }

  private Path path(String text) {
    Path path = RelativePath.resolveText(request.file().getParent(), text);
    Optional<InputKind> kind = ClarifaiTarget.kindOf(text);
    if (!kind.equals(Optional.of(request.kind()))) {
      throw new IllegalArgumentException(
          "it has no extension of " + word(request.kind()) + " file that the platform takes");
    }
    return path;
  }

  private static String word(InputKind kind) {
    return switch (kind) {
      case IMAGE -> "an image";
      case TEXT -> "a text";
      case VIDEO -> "a video";
      case AUDIO -> "an audio";
    };
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
