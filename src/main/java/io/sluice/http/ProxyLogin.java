package io.sluice.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import okhttp3.Credentials;

/** User and password for a proxy. Prints neither. */
public final class ProxyLogin {
  private final String user;
  private final String password;

  public ProxyLogin(String user, String password) {
    this.user = Objects.requireNonNull(user, "user");
    this.password = Objects.requireNonNull(password, "password");
  }

  /** The value of {@code Proxy-Authorization}. */
  String header() {
    return Credentials.basic(user, password, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
