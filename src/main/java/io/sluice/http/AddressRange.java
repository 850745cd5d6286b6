package io.sluice.http;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** What kind of network an address belongs to, and so who may send us there. */
public enum AddressRange {
  /** The Internet. */
  PUBLIC,
  /** A network of one's own. */
  PRIVATE,
  /** This machine. */
  LOOPBACK,
  /** Link-local (where clouds keep their metadata), unspecified or multicast: never a storage. */
  FORBIDDEN;

  private static final InetAddress METADATA = InetAddresses.forString("fd00:ec2::254");

  /** The range that {@code written} is in, or the IPv4 address inside it. */
  public static AddressRange of(InetAddress written) {
    InetAddress address = EmbeddedAddress.within(written);
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    if (address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || isOtherForbidden(address)) {
      return FORBIDDEN;
    }
    return address.isSiteLocalAddress() || isOtherPrivate(address) ? PRIVATE : PUBLIC;
  }

  /**
   * The range of a host that is written as an address, or as {@code localhost}. Empty for every
   * other name: what it stands for is known when it is connected to.
   */
  public static Optional<AddressRange> ofLiteral(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (bare.equalsIgnoreCase("localhost")) {
      return Optional.of(LOOPBACK);
    }
    return InetAddresses.isInetAddress(bare)
        ? Optional.of(of(InetAddresses.forString(bare)))
        : Optional.empty();
  }

  /** Whether a target in {@code target}'s range may send us to a storage in this one. */
  public boolean mayStoreFor(AddressRange target) {
    return switch (this) {
      case PUBLIC -> true;
      case PRIVATE -> target == PRIVATE || target == LOOPBACK;
      case LOOPBACK -> target == LOOPBACK;
      case FORBIDDEN -> false;
    };
  }

  /**
   * Addresses that are no host's (0.0.0.0/8, 240.0.0.0/4), and where clouds keep their metadata
   * besides link-local ones (192.0.0.0/24, fd00:ec2::254).
   */
  private static boolean isOtherForbidden(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      int first = bytes[0] & 0xFF;
      return first == 0 || first >= 240 || (first == 192 && bytes[1] == 0 && bytes[2] == 0);
    }
    return address.equals(METADATA);
  }

  /** Unique local addresses (fc00::/7) and carrier-grade NAT (100.64.0.0/10). */
  private static boolean isOtherPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return (bytes[0] & 0xFF) == 100 && (bytes[1] & 0xC0) == 64;
    }
    return (bytes[0] & 0xFE) == 0xFC;
  }
}
