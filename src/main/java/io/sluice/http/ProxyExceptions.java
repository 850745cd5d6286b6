package io.sluice.http;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hosts that are reached without the proxy, as {@code NO_PROXY} lists them: separated by commas
 * or spaces, each with or without a port.
 *
 * <p>{@code example.com} is that host and all below it, {@code .example.com} (or {@code
 * *.example.com}) only those below, {@code *} is every host; {@code 10.1.2.3}, {@code
 * [2001:db8::1]} and {@code 10.0.0.0/8} are addresses, for hosts that are written as one: no name
 * is looked up. What cannot be read is no exception.
 */
public final class ProxyExceptions {
  /** No exceptions. */
  public static final ProxyExceptions NONE = new ProxyExceptions(List.of());

  private static final Splitter LIST =
      Splitter.on(CharMatcher.anyOf(", \t\r\n")).omitEmptyStrings();

  private final List<Rule> rules;

  private ProxyExceptions(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What {@code list} says. */
  public static ProxyExceptions parse(String list) {
    List<Rule> rules = new ArrayList<>();
    for (String entry : LIST.split(list)) {
      rule(Ascii.toLowerCase(entry)).ifPresent(rules::add);
    }
    return new ProxyExceptions(rules);
  }

  /** Whether {@code host} is reached without the proxy at {@code port}. */
  boolean covers(String host, int port) {
    String bare = Ascii.toLowerCase(withoutBrackets(host));
    String name = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    return rules.stream().anyMatch(rule -> rule.covers(name, port));
  }

  private static Optional<Rule> rule(String entry) {
    int slash = entry.indexOf('/');
    if (slash >= 0) {
      return block(entry.substring(0, slash), entry.substring(slash + 1));
    }
    if (InetAddresses.isInetAddress(entry)) {
      return Optional.of(address(InetAddresses.forString(entry), 0));
    }
    HostAndPort parts;
    try {
      parts = HostAndPort.fromString(entry);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int port = parts.getPortOrDefault(0);
    String host = parts.getHost();
    if (InetAddresses.isInetAddress(host)) {
      return Optional.of(address(InetAddresses.forString(host), port));
    }
    return host.isEmpty() ? Optional.empty() : Optional.of(name(host, port));
  }

  private static Rule name(String host, int port) {
    String end = host.startsWith("*.") ? host.substring(1) : host;
    Rule rule =
        end.equals("*")
            ? (name, at) -> true
            : end.startsWith(".")
                ? (name, at) -> isBelow(name, end.substring(1))
                : (name, at) -> name.equals(end) || isBelow(name, end);
    return at(port, rule);
  }

  /** An address is below nothing. */
  private static boolean isBelow(String name, String domain) {
    return name.endsWith("." + domain) && !InetAddresses.isInetAddress(name);
  }

  private static Rule address(InetAddress address, int port) {
    return at(
        port,
        (name, at) ->
            InetAddresses.isInetAddress(name) && InetAddresses.forString(name).equals(address));
  }

  private static Optional<Rule> block(String first, String bits) {
    Integer length = Ints.tryParse(bits);
    if (!InetAddresses.isInetAddress(first) || length == null) {
      return Optional.empty();
    }
    byte[] block = InetAddresses.forString(first).getAddress();
    if (length < 0 || length > 8 * block.length) {
      return Optional.empty();
    }
    return Optional.of(
        (name, at) -> InetAddresses.isInetAddress(name) && sameStart(block, name, length));
  }

  private static boolean sameStart(byte[] block, String name, int bits) {
    byte[] address = InetAddresses.forString(name).getAddress();
    int rest = 8 * block.length - bits;
    return address.length == block.length
        && new BigInteger(1, address)
            .shiftRight(rest)
            .equals(new BigInteger(1, block).shiftRight(rest));
  }

  private static Rule at(int port, Rule rule) {
    return port == 0 ? rule : (name, at) -> at == port && rule.covers(name, at);
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** One entry of the list. */
  private interface Rule {
    boolean covers(String name, int port);
  }
}
