package io.sluice.config;

/** Which of the files that a target takes a folder is for. */
public enum InputType {
  /** Single pictures. */
  IMAGE,
  /** Texts, each file one. */
  TEXT,
  /** Videos. */
  VIDEO,
  /** Sounds. */
  AUDIO
}
