package io.sluice.config;

/** One target: a dataset server or a platform account that folders are uploaded to. */
public sealed interface TargetConfig permits EmbeddedTargetConfig, RemoteTargetConfig {
  /** Transfers that run in parallel when nothing else is configured. */
  int DEFAULT_WORKERS = 8;

  /** The most transfers that may run in parallel. */
  int MAX_WORKERS = 64;

  /** The name that folders and commands refer to. */
  String name();

  /** How fast all folders of this target together may go. */
  PaceConfig pace();

  /** Transfers that run in parallel, 1 to {@value #MAX_WORKERS}. */
  int workers();

  /** How files are put together for one request. */
  BatchConfig batch();
}
