package io.sluice.target;

import java.util.List;
import java.util.Map;

/**
 * Puts entries that a platform has already into its datasets, at one where an entry may be in
 * several. Errors, threads and interrupts are as of {@link Target}.
 */
public interface EntryLinks {
  /** How an entry stands to a dataset. */
  enum Standing {
    /** There is no entry of that id. */
    MISSING,
    /** There is, and the dataset does not have it. */
    OUTSIDE,
    /** The dataset has it. */
    MEMBER
  }

  /** Most ids in one call, at least 1. */
  int maxIds();

  /** How each stands to the dataset, in the order asked; changes nothing. */
  List<Standing> standings(Dataset dataset, List<String> ids)
      throws TargetException, InterruptedException;

  /**
   * Puts entries into the dataset, and looks whether they are in it then. Repeating it adds nothing
   * twice.
   *
   * @param ids of entries that are there, each once
   * @return those that are not in it now, with the reason in words for people
   */
  Map<String, String> add(Dataset dataset, List<String> ids)
      throws TargetException, InterruptedException;
}
