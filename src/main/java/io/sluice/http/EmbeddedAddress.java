package io.sluice.http;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * IPv4 addresses that are written inside IPv6 ones, by which a gateway on the way, or this machine,
 * would reach them: 64:ff9b::169.254.169.254 is that address, too.
 */
final class EmbeddedAddress {
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xFF, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};

  private EmbeddedAddress() {}

  /** The address inside {@code address}, or itself. */
  static InetAddress within(InetAddress address) {
    if (!(address instanceof Inet6Address ipv6) || ipv6.isLoopbackAddress()) {
      return address;
    }
    byte[] bytes = ipv6.getAddress();
    boolean unspecified = ipv6.isAnyLocalAddress();
    boolean compatible = InetAddresses.isCompatIPv4Address(ipv6) && !unspecified;
    if (compatible || Arrays.equals(Arrays.copyOf(bytes, NAT64.length), NAT64)) {
      return ipv4(bytes, 12);
    }
    return InetAddresses.is6to4Address(ipv6) ? ipv4(bytes, 2) : address;
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    byte[] four = Arrays.copyOfRange(bytes, from, from + 4);
    return InetAddresses.fromInteger(java.nio.ByteBuffer.wrap(four).getInt());
  }
}
