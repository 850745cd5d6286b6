package io.sluice.config;

import java.nio.file.Path;

/**
 * What every reader of one file shares.
 *
 * @param problems takes what is wrong
 * @param environment where variables come from
 * @param directory the file's own, from which relative paths start
 */
record Reading(Problems problems, Environment environment, Path directory) {
  Variables variables() {
    return new Variables(environment.variables());
  }

  ValueReader<Path> paths() {
    return text -> PathText.parse(text, directory, environment.home());
  }
}
