package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyExceptionsTest {
  @ParameterizedTest
  @CsvSource({
    "'', example.com, 443, false",
    "example.com, example.com, 443, true",
    "example.com, EXAMPLE.com., 443, true",
    "Example.COM, a.b.example.com, 443, true",
    "example.com, badexample.com, 443, false",
    ".example.com, example.com, 443, false",
    ".example.com, a.example.com, 443, true",
    "*.example.com, a.example.com, 443, true",
    "*.example.com, example.com, 443, false",
    "*, anything.at.all, 1, true",
    "*, 10.0.0.1, 1, true",
    "example.com:8443, example.com, 8443, true",
    "example.com:8443, example.com, 443, false",
    "*:8443, a.example.com, 8443, true",
    "*:8443, a.example.com, 443, false",
    "'a.org, b.org c.org', c.org, 1, true",
    "'a.org,,b.org', b.org, 1, true",
    "10.1.2.3, 10.1.2.3, 443, true",
    "10.1.2.3, 10.1.2.30, 443, false",
    "10.1.2.3:80, 10.1.2.3, 443, false",
    "2.3, 10.1.2.3, 443, false",
    "10.0.0.0/8, 10.255.0.1, 443, true",
    "10.0.0.0/8, 11.0.0.1, 443, false",
    "192.168.1.128/25, 192.168.1.200, 443, true",
    "192.168.1.128/25, 192.168.1.100, 443, false",
    "0.0.0.0/0, 8.8.8.8, 443, true",
    "0.0.0.0/0, 2001:db8::1, 443, false",
    "0.0.0.0/0, example.com, 443, false",
    "2001:db8::/32, '[2001:db8:1::1]', 443, true",
    "2001:db8::/32, 2001:db9::1, 443, false",
    "2001:db8::1, '[2001:db8:0::1]', 443, true",
    "'[2001:db8::1]:8443', 2001:db8::1, 8443, true",
    "'[2001:db8::1]:8443', 2001:db8::1, 443, false",
    "10.0.0.0/33, 10.0.0.1, 443, false",
    "10.0.0.0/-1, 10.0.0.1, 443, false",
    "10.0.0.0/x, 10.0.0.1, 443, false",
    "a/8, a, 443, false",
    "example.com:99999, example.com, 443, false",
    "':', example.com, 443, false",
    "':443', example.com, 443, false"
  })
  void covers(String list, String host, int port, boolean covered) {
    assertEquals(covered, ProxyExceptions.parse(list).covers(host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, true",
    "https://direct.example.com, false",
    "https://port.example.com, false",
    "http://port.example.com, true",
    "https://port.example.com:444, true",
    "https://localhost, false",
    "https://127.3.2.1:9, false",
    "'https://[::1]', false",
    "'https://[::ffff:127.0.0.1]', false",
    "https://localhost.evil.test, true",
    "https://127.0.0.1.nip.io, true"
  })
  void networkChoosesTheProxy(String url, boolean through) {
    ProxyServer proxy = new ProxyServer("p", 1, Optional.empty());
    Network network =
        new Network(
            Optional.of(proxy),
            ProxyExceptions.parse("direct.example.com, port.example.com:443"),
            List.of(),
            Timeouts.DEFAULT);
    assertEquals(through, network.proxyFor(URI.create(url)).isPresent());
  }
}
