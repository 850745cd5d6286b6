package io.sluice.app;

import java.nio.file.Path;
import java.util.Objects;

/**
 * An upload of items that a program hands over.
 *
 * @param name what reports call it, and what the same upload is known by when it is begun again: 1
 *     to 200 printable characters without a slash
 * @param target the name of a target of the configuration, of type clarifai
 * @param dataset the name of the dataset, which is created where it is missing
 * @param base files below it are known by their path from there, others by their whole path;
 *     absolute
 */
public record UploadRequest(String name, String target, String dataset, Path base) {
  private static final int LONGEST_NAME = 200;

  public UploadRequest {
    Objects.requireNonNull(target, "target");
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.indexOf('/') >= 0
        || name.equals(".")
        || name.equals("..")
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("no name for an upload: " + name);
    }
    if (dataset.isBlank()) {
      throw new IllegalArgumentException("the dataset must be named");
    }
    if (!base.isAbsolute()) {
      throw new IllegalArgumentException("a base must be absolute: " + base);
    }
  }
}
