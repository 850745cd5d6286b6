package io.sluice.datasetserver;

import java.io.IOException;
import java.io.InputStream;

/** A request body that could not be read to its end; the fault is not on this side. */
final class ClientGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientGoneException(String message, IOException cause) {
    super(message, cause);
  }

  /**
   * Reads like {@link InputStream#read(byte[])}, telling faults of the body from faults of a disk.
   */
  static int read(InputStream body, byte[] buffer) throws ClientGoneException {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new ClientGoneException("the request body could not be read: " + e, e);
    }
  }
}
