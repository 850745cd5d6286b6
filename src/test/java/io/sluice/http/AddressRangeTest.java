package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, LOOPBACK",
    "127.9.9.9, LOOPBACK",
    "localhost, LOOPBACK",
    "LOCALHOST, LOOPBACK",
    "[::1], LOOPBACK",
    "::1, LOOPBACK",
    "169.254.169.254, FORBIDDEN",
    "0.0.0.0, FORBIDDEN",
    "fe80::1, FORBIDDEN",
    "224.0.0.1, FORBIDDEN",
    "0.1.2.3, FORBIDDEN",
    "255.255.255.255, FORBIDDEN",
    "240.0.0.1, FORBIDDEN",
    "192.0.0.192, FORBIDDEN",
    "fd00:ec2::254, FORBIDDEN",
    "64:ff9b::a9fe:a9fe, FORBIDDEN",
    "64:ff9b::10.0.0.1, PRIVATE",
    "64:ff9b::7f00:1, LOOPBACK",
    "64:ff9b::808:808, PUBLIC",
    "2002:a9fe:a9fe::1, FORBIDDEN",
    "2002:c0a8:101::1, PRIVATE",
    "::169.254.169.254, FORBIDDEN",
    "::, FORBIDDEN",
    "fec0::1, PRIVATE",
    "100.100.100.200, PRIVATE",
    "192.0.1.1, PUBLIC",
    "10.1.2.3, PRIVATE",
    "172.16.0.1, PRIVATE",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "fd00::1, PRIVATE",
    "100.128.0.1, PUBLIC",
    "172.32.0.1, PUBLIC",
    "8.8.8.8, PUBLIC",
    "2001:db8::1, PUBLIC"
  })
  void knowsWrittenAddresses(String host, AddressRange range) {
    assertEquals(Optional.of(range), AddressRange.ofLiteral(host));
  }

  @ParameterizedTest
  @CsvSource({"localhost.evil.test", "127.0.0.1.nip.io", "storage.example", "0x7f.1"})
  void doesNotJudgeNames(String host) {
    assertEquals(Optional.empty(), AddressRange.ofLiteral(host));
  }

  @Test
  void seesThroughMappedAddresses() {
    String host = HttpUrl.get("http://[::ffff:127.0.0.1]/").host();
    assertEquals(Optional.of(AddressRange.LOOPBACK), AddressRange.ofLiteral(host));
    String metadata = HttpUrl.get("http://[::ffff:169.254.169.254]/").host();
    assertEquals(Optional.of(AddressRange.FORBIDDEN), AddressRange.ofLiteral(metadata));
  }

  @Test
  void insideIsForThoseInside() {
    assertTrue(AddressRange.PUBLIC.mayStoreFor(AddressRange.PUBLIC));
    assertFalse(AddressRange.PRIVATE.mayStoreFor(AddressRange.PUBLIC));
    assertTrue(AddressRange.PRIVATE.mayStoreFor(AddressRange.PRIVATE));
    assertFalse(AddressRange.LOOPBACK.mayStoreFor(AddressRange.PRIVATE));
    assertTrue(AddressRange.LOOPBACK.mayStoreFor(AddressRange.LOOPBACK));
    assertFalse(AddressRange.FORBIDDEN.mayStoreFor(AddressRange.LOOPBACK));
  }

  /** An IPv4 address of this machine other than loopback. */
  static InetAddress ownOutsideAddress() throws SocketException {
    Optional<InetAddress> found =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(a -> a.getAddress().length == 4 && !a.isLoopbackAddress())
            .findFirst();
    assumeTrue(found.isPresent(), "this machine has no other address than loopback");
    return found.get();
  }
}
