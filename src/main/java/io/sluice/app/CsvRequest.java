package io.sluice.app;

import io.sluice.csv.CsvType;
import io.sluice.item.InputKind;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A CSV file whose rows are to be uploaded once, and where they go.
 *
 * @param file the file, absolute; paths in it are seen from the directory that it is in
 * @param target the name of a target of the configuration, of type clarifai
 * @param dataset the name of the dataset, which is created where it is missing
 * @param type what the column {@code input} holds
 * @param kind what the platform is to take the inputs for
 * @param labels whether the column {@code concepts} is read, and needed
 * @param batchSize inputs for each request, 1 to 128; empty for the target's own
 * @param duplicates whether a row whose id is there, with other content or not known to be the
 *     same, is sent under an id of its own, which follows from its content
 */
public record CsvRequest(
    Path file,
    String target,
    String dataset,
    CsvType type,
    InputKind kind,
    boolean labels,
    OptionalInt batchSize,
    boolean duplicates) {
  /** The most inputs of one request. */
  public static final int LARGEST_BATCH = 128;

  public CsvRequest {
    Objects.requireNonNull(target, "target");
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException("a CSV file must be named absolute: " + file);
    }
    if (dataset.isBlank()) {
      throw new IllegalArgumentException("the dataset must be named");
    }
    if (type == CsvType.RAW && kind != InputKind.TEXT) {
      throw new IllegalArgumentException("raw inputs are texts: the input type must be text");
    }
    if (batchSize.isPresent()
        && (batchSize.getAsInt() < 1 || batchSize.getAsInt() > LARGEST_BATCH)) {
      throw new IllegalArgumentException(
          "a batch has 1 to %d inputs, not %d".formatted(LARGEST_BATCH, batchSize.getAsInt()));
    }
  }
}
