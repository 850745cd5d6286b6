package io.sluice.target.clarifai;

import java.util.Map;
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
  static final int PROCESSED = 30000;
  static final int UNSUPPORTED_FORMAT = 30101;
  static final int MESSAGE_TOO_LARGE = 40033;

  /** An input was put into a dataset. */
  static final int ADDED = 64100;

  /** Codes come as names, too. Those of the whole request and of its items that are named. */
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("SUCCESS", SUCCESS),
          Map.entry("MIXED_STATUS", MIXED),
          Map.entry("FAILURE", FAILURE),
          Map.entry("TRY_AGAIN", 10030),
          Map.entry("ACCEPTED", ACCEPTED),
          Map.entry("CONN_ACCOUNT_ISSUES", 11000),
          Map.entry("CONN_TOKEN_INVALID", 11001),
          Map.entry("CONN_CREDENTIALS_INVALID", 11002),
          Map.entry("CONN_EXCEED_HOURLY_LIMIT", HOURLY_LIMIT),
          Map.entry("CONN_EXCEED_MONTHLY_LIMIT", 11004),
          Map.entry("CONN_THROTTLED", THROTTLED),
          Map.entry("CONN_EXCEEDS_LIMITS", 11006),
          Map.entry("CONN_INSUFFICIENT_SCOPES", 11007),
          Map.entry("CONN_KEY_INVALID", 11008),
          Map.entry("CONN_KEY_NOT_FOUND", 11009),
          Map.entry("CONN_BAD_REQUEST_FORMAT", 11100),
          Map.entry("CONN_DOES_NOT_EXIST", MISSING),
          Map.entry("CONN_INVALID_REQUEST", 11102),
          Map.entry("CONN_METHOD_NOT_ALLOWED", 11103),
          Map.entry("WORKFLOW_NO_MATCHING_INPUT", NO_MATCHING_INPUT),
          Map.entry("ANNOTATION_SUCCESS", ANNOTATED),
          Map.entry("ANNOTATION_PENDING", 24151),
          Map.entry("ANNOTATION_FAILED", 24152),
          Map.entry("ANNOTATION_INVALID_ARGUMENT", 24155),
          Map.entry("ANNOTATION_PERMISSION_DENIED", 24156),
          Map.entry("INPUT_SUCCESS", PROCESSED),
          Map.entry("INPUT_PENDING", 30001),
          Map.entry("INPUT_FAILED", 30002),
          Map.entry("INPUT_IN_PROGRESS", 30003),
          Map.entry("INPUT_DOWNLOAD_SUCCESS", PROCESSED),
          Map.entry("INPUT_DOWNLOAD_PENDING", 30001),
          Map.entry("INPUT_DOWNLOAD_FAILED", 30002),
          Map.entry("INPUT_DOWNLOAD_IN_PROGRESS", 30003),
          Map.entry("INPUT_DUPLICATE", 30100),
          Map.entry("INPUT_UNSUPPORTED_FORMAT", UNSUPPORTED_FORMAT),
          Map.entry("INPUT_DOES_NOT_EXIST", 30102),
          Map.entry("INPUT_PERMISSION_DENIED", 30103),
          Map.entry("INPUT_INVALID_ARGUMENT", 30104),
          Map.entry("INPUT_OVER_LIMIT", 30105),
          Map.entry("INPUT_INVALID_URL", 30106));

  private static final Set<Integer> REFUSING =
      Set.of(11000, 11001, 11002, 11004, 11006, 11007, 11008, 11009);
  private static final Set<Integer> BAD_REQUEST = Set.of(11100, 11102, 11103, 39999);
  private static final Set<Integer> DONE = Set.of(PROCESSED, 30200, 31000, 31400);
  private static final Set<Integer> AT_WORK =
      Set.of(30001, 30003, 31001, 31410, 30201, 30501, 30503);
  private static final Set<Integer> DUPLICATE = Set.of(30100, 31100, 40010);
  private static final Set<Integer> BUSY =
      Set.of(
          10030, 39996, 39997, 39998, 40012, 40013, 40014, 40015, 40016, 40030, 40031, 40032, 41000,
          90400, 90500, 99009);

  private StatusCode() {}

  /** The number of a name; 0 for one that is not known. */
  static int ofName(String name) {
    return NAMES.getOrDefault(name, 0);
  }

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

  /** The annotation is there, or on its way. */
  static boolean isAnnotated(int code) {
    return code == ANNOTATED || code == 24151;
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
