package io.sluice.item;

/**
 * The name of an entry at its target. An item is unique on it: a second claimant is a conflict.
 *
 * @param scope what the name is unique in: the dataset's id at the platform, never its name, so
 *     that a dataset deleted and made again is a new one
 * @param directory the virtual folder: {@code /}, or {@code /a/b} without a slash at the end
 * @param fileName the name within that folder
 */
public record RemoteName(String scope, String directory, String fileName) {
  public RemoteName {
    if (scope.isEmpty()) {
      throw new IllegalArgumentException("a remote name needs a scope");
    }
    boolean absolute = directory.startsWith("/");
    if (!absolute || (directory.length() > 1 && directory.endsWith("/"))) {
      throw new IllegalArgumentException("not a virtual folder: " + directory);
    }
    if (fileName.isEmpty()) {
      throw new IllegalArgumentException("a remote name needs a file name");
    }
  }

  /** Folder and name as one path, for people. */
  public String path() {
    return directory.equals("/") ? "/" + fileName : directory + "/" + fileName;
  }
}
