package io.sluice.plan;

import io.sluice.file.DisplayText;
import io.sluice.file.RelativePath;
import io.sluice.target.DraftName;
import io.sluice.target.InvalidNameException;
import java.util.List;

/**
 * Gives each file of a folder its draft name in the dataset.
 *
 * @param layout how directories become virtual folders
 * @param start the virtual folder that the tree starts at, {@code /} or {@code /a/b}
 */
public record NameRules(FolderLayout layout, String start) {
  public NameRules {
    if (!start.startsWith("/") || (start.length() > 1 && start.endsWith("/"))) {
      throw new IllegalArgumentException("not a virtual folder: " + start);
    }
  }

  /**
   * The draft name of {@code path}.
   *
   * @throws InvalidNameException when its bytes are no text, so that no platform can hold it
   */
  public DraftName draft(String scope, RelativePath path) throws InvalidNameException {
    List<RelativePath> directories = path.parent().segments();
    List<RelativePath> kept =
        switch (layout) {
          case FIRST_LEVEL -> directories.subList(0, Math.min(1, directories.size()));
          case WHOLE_PATH -> directories;
          case FLAT -> List.of();
        };
    StringBuilder directory = new StringBuilder(start.equals("/") ? "" : start);
    for (RelativePath segment : kept) {
      directory.append('/').append(text(segment));
    }
    String folder = directory.isEmpty() ? "/" : directory.toString();
    return new DraftName(scope, folder, text(path.fileName()));
  }

  /**
   * The draft name of what is made of the files of {@code directory}: its own name, at the start.
   *
   * @throws InvalidNameException when its bytes are no text, so that no platform can hold it
   */
  public DraftName unitDraft(String scope, RelativePath directory) throws InvalidNameException {
    return new DraftName(scope, start, text(directory.fileName()));
  }

  /**
   * Why two files came to one name, and which setting keeps them apart.
   *
   * @param name the name that both have
   * @param claimant the file that came second
   * @param owner the file that has it
   */
  public String collision(String name, RelativePath claimant, RelativePath owner) {
    String reason =
        "would have the name " + DisplayText.of(name) + ", which is taken by " + owner.display();
    boolean apart = layout != FolderLayout.WHOLE_PATH && !claimant.parent().equals(owner.parent());
    return apart
        ? reason + "; preserve-folders: true keeps both"
        : reason + "; the dataset does not tell these two names apart: rename one";
  }

  /** As {@link #collision}, where a command line says how files are named. */
  public String collisionInPush(String name, RelativePath owner) {
    return "would have the name "
        + DisplayText.of(name)
        + ", which is taken by "
        + owner.display()
        + (layout == FolderLayout.FLAT
            ? "; --preserve-folders keeps the files of different directories apart"
            : "; push one of them with another --path");
  }

  /**
   * As {@link #collision}, of items that are made of directories: no setting keeps them apart.
   *
   * @param owner a file of the item that has the name
   */
  public String unitCollision(String name, RelativePath owner) {
    return "would be the item "
        + DisplayText.of(name)
        + ", as which the directory of "
        + owner.display()
        + " is taken; rename one of the two";
  }

  private static String text(RelativePath segment) throws InvalidNameException {
    return segment
        .text()
        .orElseThrow(
            () ->
                new InvalidNameException(
                    "the name is not valid UTF-8, so no dataset can hold it; rename "
                        + segment.display()));
  }
}
