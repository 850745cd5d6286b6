package io.sluice.item;

/** What a platform is to take an input for. */
public enum InputKind {
  IMAGE,
  TEXT,
  VIDEO,
  AUDIO
}
