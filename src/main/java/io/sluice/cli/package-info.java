/**
 * The command line: picocli commands, what they print, and the exit codes. Answers go to standard
 * output, logs and progress to standard error. Only this package prints or ends the process.
 */
package io.sluice.cli;
