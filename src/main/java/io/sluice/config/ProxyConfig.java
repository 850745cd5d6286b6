package io.sluice.config;

import io.sluice.target.Secret;
import java.util.Objects;
import java.util.Optional;

/**
 * The proxy that requests go through, and the hosts that are reached without it.
 *
 * @param server the proxy; empty for none
 * @param exceptions as {@code $NO_PROXY} lists them
 * @param origin where the choice comes from, for people: {@code the configuration}, the name of a
 *     variable, or empty where nothing says anything
 * @param written the value for the configuration file that says the same, without any secret
 */
public record ProxyConfig(
    Optional<Server> server, String exceptions, String origin, String written) {
  /** No proxy. */
  public static final ProxyConfig NONE = new ProxyConfig(Optional.empty(), "", "", "");

  public ProxyConfig {
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(exceptions, "exceptions");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(written, "written");
  }

  /**
   * An HTTP proxy.
   *
   * @param host its name or address, without brackets
   * @param port 1 to 65535
   * @param login for one that asks for a user and a password
   */
  public record Server(String host, int port, Optional<Login> login) {
    public Server {
      Checks.require(!host.isEmpty(), "a proxy needs a host", host);
      Checks.range("port of the proxy", port, 1, 65_535);
      Objects.requireNonNull(login, "login");
    }

    /** Without the login. */
    String shown() {
      return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * User and password; neither prints.
   *
   * @param user who
   * @param password and what proves it
   */
  public record Login(Secret user, Secret password) {
    public Login {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }
  }
}
