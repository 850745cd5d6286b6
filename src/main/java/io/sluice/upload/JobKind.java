package io.sluice.upload;

/**
 * The kinds of jobs, in the order in which they are taken when they wait in one lane. What is
 * nearest to its end goes first, but for asking for leave to send: that is done only when few
 * transfers are left, and so that none has to wait for it.
 */
enum JobKind {
  PROBE(Stage.DATASET, 0),
  OPEN(Stage.DATASET, 1),
  COMMIT(Stage.COMMIT, 2),
  READ_LISTING(Stage.NAMES, 3),
  RESOLVE(Stage.NAMES, 4),
  RESERVE(Stage.RESERVE, 5),
  COMPARE(Stage.NAMES, 6),
  TRANSFER(Stage.TRANSFER, 6),
  FOLLOW(Stage.FOLLOW, 7),
  ATTACH(Stage.ATTACH, 7);

  private final Stage stage;
  private final int rank;

  JobKind(Stage stage, int rank) {
    this.stage = stage;
    this.rank = rank;
  }

  /** Which kind of call such a job makes. */
  Stage stage() {
    return stage;
  }

  /** Order among jobs that wait in one lane: 0 is first. Of one rank, who came first is first. */
  int rank() {
    return rank;
  }
}
