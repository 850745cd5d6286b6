/**
 * Points at which the process can be made to end at once, as if it were killed there: for tests of
 * what a crash leaves behind. Nothing of it is wired in unless the property {@code
 * sluice.failpoint} is set.
 */
package io.sluice.failpoint;
