package io.sluice.faultserver;

import java.util.EnumSet;
import java.util.Set;

/** What a request asks for. */
enum Step {
  ORGANIZATION,
  DATASET,
  CREATE_DATASET,
  LIST,
  RESERVE,
  TRANSFER,
  COMMIT,
  /** Nothing that a client has any reason to ask for. */
  STRAY;

  /** Those on the way of a file; a probe is none of them. */
  static final Set<Step> ALL = EnumSet.range(DATASET, COMMIT);

  static final Set<Step> API = EnumSet.of(DATASET, CREATE_DATASET, LIST, RESERVE, COMMIT);

  /** Those that a folder's dataset is found, or made, by. */
  static final Set<Step> OPENING = EnumSet.of(DATASET, CREATE_DATASET);

  /** Those that a folder's files take. */
  static final Set<Step> FILES = EnumSet.of(LIST, RESERVE, COMMIT);

  /** Those with a body. */
  static final Set<Step> WRITING = EnumSet.of(CREATE_DATASET, RESERVE, TRANSFER, COMMIT);

  static final String P = "/api/v1/developer/";

  static Step of(String method, String path) {
    if (path.startsWith("/storage/")) {
      return method.equals("PUT") ? TRANSFER : STRAY;
    }
    if (path.startsWith(P + "datasets/")) {
      return method.equals("GET") ? DATASET : CREATE_DATASET;
    }
    return switch (method + " " + path) {
      case "GET " + P + "organizations/me" -> ORGANIZATION;
      case "GET " + P + "images/" -> LIST;
      case "POST " + P + "images/upload-url", "POST " + P + "images/bulk-upload-url" -> RESERVE;
      case "POST " + P + "images/register", "POST " + P + "images/bulk-register" -> COMMIT;
      default -> STRAY;
    };
  }

  /** Whether the platform counts it: storage is another host's. */
  boolean isCounted() {
    return this != TRANSFER;
  }
}
