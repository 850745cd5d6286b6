package io.sluice.datasetserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether a dataset server could start, without starting one and without a trace. */
public final class StartCheck {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private StartCheck() {}

  /**
   * Looks at a data directory as a start would.
   *
   * @param directory one that is not there passes: a start makes it
   * @throws DatasetServerException when another server has it, or when it, or the key in it, is not
   *     as it must be
   */
  public static void dataDirectory(Path directory) throws DatasetServerException {
    if (Files.notExists(directory)) {
      return;
    }
    try {
      DataDirectory.requireUnlocked(directory);
      Path keyFile = directory.resolve(DataDirectory.KEY_FILE);
      if (Files.exists(keyFile)) {
        ApiKeyFile.read(keyFile);
      }
    } catch (IOException e) {
      throw DataDirectory.unusable(directory, e);
    }
  }

  /**
   * Takes a port of loopback for a moment.
   *
   * @param port 0 always passes
   * @throws DatasetServerException when it cannot be had
   */
  public static void port(int port) throws DatasetServerException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    } catch (IOException e) {
      throw HttpFront.portInUse(port, e);
    }
  }
}
