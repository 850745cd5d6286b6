package io.sluice.datasetserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

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

  private static Problem tooLarge(int largest) {
    return new Problem(413, "payload_too_large", "the body is larger than " + largest + " bytes");
  }
}
