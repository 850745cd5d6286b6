package io.sluice.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files the process may have open. */
final class OpenFileLimit {
  /** The ledger, a watch, servers and connections with few workers; below it nothing gets on. */
  private static final long LEAST = 64;

  private OpenFileLimit() {}

  /**
   * Makes sure that there is enough to work with, rather than to stop half-way.
   *
   * @throws StartException when there is not
   */
  static void requireEnough() throws StartException {
    boolean known =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean;
    if (!known) {
      return;
    }
    long most =
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getMaxFileDescriptorCount();
    if (most < LEAST) {
      throw new StartException(
          "this process may have "
              + most
              + " files open, and needs at least "
              + LEAST
              + "; raise the limit: 'ulimit -n 1024', or LimitNOFILE= in the systemd unit");
    }
  }
}
