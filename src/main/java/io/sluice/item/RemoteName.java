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
  private static final String NOWHERE = "//";

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

  /**
   * The name of an item that is known by something else, as by an id that was given to it: in a
   * folder that no file can be in.
   *
   * @param what what it is known by, one word
   * @param key the value of that
   */
  public static RemoteName unnamed(String scope, String what, String key) {
    return new RemoteName(scope, NOWHERE + what, key);
  }

  /**
   * Whether folder and file name are those of a file, rather than of something {@link #unnamed}.
   */
  public boolean isFileName() {
    return !directory.startsWith(NOWHERE);
  }

  /** Folder and name as one path, for people. */
  public String path() {
    return directory.equals("/") ? "/" + fileName : directory + "/" + fileName;
  }
}
