package io.sluice.config;

import java.util.List;
import java.util.Optional;

/** Reads {@code proxy}: the file's word first, else the environment's. */
final class ProxyReader {
  /** Switches the proxy of the environment off. */
  static final String DIRECT = "direct";

  private static final String KEY = "proxy";
  private static final String FORM = "http://host:port";
  private static final String RULE =
      "must be "
          + FORM
          + ", "
          + DIRECT
          + " for none, or \"\" for what $HTTPS_PROXY says; a user and a password go before the"
          + " host, as http://${PROXY_USER}:${PROXY_PASSWORD}@host:port";

  private final Fields top;
  private final boolean needed;
  private final Environment environment;

  /**
   * @param needed whether any target is reached over the network: a proxy of the environment that
   *     cannot be used is no problem where none is
   */
  ProxyReader(Fields top, boolean needed) {
    this.needed = needed;
    this.top = top;
    this.environment = top.reading().environment();
  }

  /** The proxy in effect. */
  ProxyConfig read() {
    return top.valueAsWritten(KEY, this::configured).orElseGet(this::fromEnvironment);
  }

  private ProxyConfig configured(String written) throws BadValue {
    if (ProxyText.holdsPassword(written)) {
      throw BadValue.refused(
          "holds a password, which never stands in this file; replace it by a ${NAME} reference, and"
              + " the password by another");
    }
    String text = top.reading().variables().expand(written).strip();
    if (text.isEmpty()) {
      return fromEnvironment();
    }
    if (text.equals(DIRECT)) {
      return new ProxyConfig(Optional.empty(), "", "the configuration", DIRECT);
    }
    ProxyConfig.Server server = ProxyText.parse(text, RULE);
    String same = server.login().isPresent() ? written : server.shown();
    return new ProxyConfig(Optional.of(server), exceptions(), "the configuration", same);
  }

  private ProxyConfig fromEnvironment() {
    Optional<String> name =
        List.of("HTTPS_PROXY", "https_proxy").stream()
            .filter(variable -> environment.variable(variable).isPresent())
            .findFirst();
    if (name.isEmpty()) {
      return ProxyConfig.NONE;
    }
    try {
      return named(name.get());
    } catch (BadValue e) {
      if (needed) {
        top.problem(KEY, e.getMessage());
      }
      return ProxyConfig.NONE;
    }
  }

  private ProxyConfig named(String variable) throws BadValue {
    String rule =
        "environment variable "
            + variable
            + " must be "
            + FORM
            + "; correct it, or set proxy: "
            + DIRECT;
    ProxyConfig.Server server = ProxyText.parse(environment.variable(variable).orElseThrow(), rule);
    String same = server.login().isPresent() ? "${" + variable + "}" : server.shown();
    return new ProxyConfig(Optional.of(server), exceptions(), "$" + variable, same);
  }

  private String exceptions() {
    return environment.variable("NO_PROXY").or(() -> environment.variable("no_proxy")).orElse("");
  }
}
