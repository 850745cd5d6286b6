package io.sluice.target.clarifai;

import java.util.Set;

/**
 * The platform's status codes: the one table of what they mean. The same numbers are used for whole
 * requests and for their items. Nothing is concluded from the HTTP status where a body has a code.
 */
final class StatusCode {
  static final int SUCCESS = 10000;
  static final int MIXED = 10010;
  static final int FAILURE = 10020;
  static final int ACCEPTED = 10070;
  static final int HOURLY_LIMIT = 11003;
  static final int THROTTLED = 11005;
  static final int MISSING = 11101;
  static final int NO_MATCHING_INPUT = 22001;
  static final int ANNOTATED = 24150;

  /** The annotation is on its way, and may still come to nothing. */
  static final int ANNOTATING = 24151;

  static final int PROCESSED = 30000;
  static final int UNSUPPORTED_FORMAT = 30101;
  static final int MESSAGE_TOO_LARGE = 40033;

  /** Of an input: its URL does not answer. */
  static final int NOT_FETCHED = 39996;

  /** An input was put into a dataset. */
  static final int ADDED = 64100;

  private static final Set<Integer> REFUSING =
      Set.of(11000, 11001, 11002, 11004, 11006, 11007, 11008, 11009);
  private static final Set<Integer> BAD_REQUEST = Set.of(11100, 11102, 11103, 39999);
  private static final Set<Integer> DONE =
      Set.of(PROCESSED, 30200, 30400, 30500, 31000, 31200, 31400);
  private static final Set<Integer> AT_WORK =
      Set.of(30001, 30003, 30201, 30401, 30403, 30501, 30503, 31001, 31201, 31410);
  private static final Set<Integer> DUPLICATE = Set.of(30100, 31100, 40010);
  private static final Set<Integer> BUSY =
      Set.of(
          10030, 39996, 39997, 39998, 40012, 40013, 40014, 40015, 40016, 40030, 40031, 40032, 41000,
          90400, 90500, 99009);

  private StatusCode() {}

  /** The request was understood and dealt with; each item tells its own end. */
  static boolean isGood(int code) {
    return code == SUCCESS || code == MIXED || code == ACCEPTED;
  }

  /** The key, its scopes, the account or its quota: no request will do before that is mended. */
  static boolean refuses(int code) {
    return REFUSING.contains(code);
  }

  /** Too many requests. */
  static boolean throttles(int code) {
    return code == THROTTLED || code == HOURLY_LIMIT;
  }

  /** Something in the request is not accepted. */
  static boolean isBadRequest(int code) {
    return BAD_REQUEST.contains(code);
  }

  /** The input is there and was processed. */
  static boolean isDone(int code) {
    return DONE.contains(code);
  }

  /** The input is there, and waits for the platform. */
  static boolean isAtWork(int code) {
    return AT_WORK.contains(code);
  }

  /** The input is at work as it should be, or it is not told how it is. */
  static boolean isOpen(int code) {
    return isAtWork(code) || code == 0;
  }

  /** The platform has given up on the input, and will not go on by itself. */
  static boolean isFailed(int code) {
    return !isOpen(code) && !passes(code) && !isDone(code);
  }

  static boolean isDuplicate(int code) {
    return DUPLICATE.contains(code);
  }

  /** The platform's own trouble, which passes. */
  static boolean passes(int code) {
    return BUSY.contains(code) || code / 1000 == 98;
  }

  /** Maintenance: there is no point in asking again at once. */
  static boolean isMaintenance(int code) {
    return code == 39997 || code == 39998;
  }
}
