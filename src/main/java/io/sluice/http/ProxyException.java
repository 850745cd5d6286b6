package io.sluice.http;

import java.io.IOException;

/** The way through the proxy is closed. The message names the proxy, and never its password. */
public final class ProxyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean aboutLogin;

  ProxyException(String message, boolean aboutLogin, Throwable cause) {
    super(message, cause);
    this.aboutLogin = aboutLogin;
  }

  /** Whether the proxy wants a login, or another one: it will want it the next time as well. */
  public boolean isAboutLogin() {
    return aboutLogin;
  }
}
