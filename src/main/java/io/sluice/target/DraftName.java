package io.sluice.target;

/**
 * The name that a folder's rules give to a file, before the platform's own rules.
 *
 * @param scope the dataset's id
 * @param directory the virtual folder, {@code /} or {@code /a/b}
 * @param fileName the file's own name
 */
public record DraftName(String scope, String directory, String fileName) {}
