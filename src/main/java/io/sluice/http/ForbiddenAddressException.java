package io.sluice.http;

import java.io.IOException;

/** A host stands for an address that nothing may be sent to. The message names the host only. */
public final class ForbiddenAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  ForbiddenAddressException(String message) {
    super(message);
  }
}
