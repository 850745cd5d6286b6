package io.sluice.datasetserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads small bodies whole. */
final class RequestBody {
  private RequestBody() {}

  /** The whole body; refused with 413 if it is longer than that. */
  static byte[] read(Call call, int largest) throws IOException {
    if (call.length() > largest) {
      throw tooLarge(largest);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    InputStream body = call.body();
    for (int n = ClientGoneException.read(body, buffer);
        n >= 0;
        n = ClientGoneException.read(body, buffer)) {
      if (bytes.size() + n > largest) {
        throw tooLarge(largest);
      }
      bytes.write(buffer, 0, n);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads on to the end of a body that nobody wanted, within limits. A connection closed while its
   * client still sends is reset, and the client would never see why it was refused.
   */
  static void drain(InputStream body, long most, Duration longest) {
    byte[] buffer = new byte[65_536];
    long start = System.nanoTime();
    long drained = 0;
    int n = 0;
    while (n >= 0 && drained < most && System.nanoTime() - start < longest.toNanos()) {
      drained += n;
      try {
        n = body.read(buffer);
      } catch (IOException e) {
        return; // nothing more will come, and what came before was unwanted, too
      }
    }
  }

  private static Problem tooLarge(int largest) {
    return new Problem(413, "payload_too_large", "the body is larger than " + largest + " bytes");
  }
}
