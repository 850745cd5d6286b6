package io.sluice.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.Route;

/**
 * Looks at the address that was really connected to, before the first byte of a request goes out. A
 * name says nothing: it can stand for any address, and for another one a moment later.
 *
 * <p>Behind a proxy the address is the proxy's, and nothing is concluded from it: the name is
 * looked up by the proxy, in its own network and by its own rules. That is safe because such a
 * request reaches nothing on this machine or from it, so that it opens no way that the proxy does
 * not grant to everybody; because plain http is refused there all the same; and because under https
 * the bytes go only to whom a trusted authority vouches for under the name that the server gave.
 * Hosts that are written as addresses are checked before, proxy or not, and loopback never goes
 * through one.
 */
final class AddressGuard {
  private final boolean insecureHttp;
  private volatile AddressRange apiRange = AddressRange.PUBLIC;

  /**
   * A guard for one target.
   *
   * @param insecureHttp whether the user accepts unencrypted requests to another machine
   */
  AddressGuard(boolean insecureHttp) {
    this.insecureHttp = insecureHttp;
  }

  /** For requests to the target itself: unencrypted only within this machine. */
  Response api(Interceptor.Chain chain) throws IOException {
    Optional<AddressRange> range = connectedRange(chain);
    if (range.isPresent()) {
      apiRange = range.get();
    }
    boolean elsewhere = range.orElse(AddressRange.PUBLIC) != AddressRange.LOOPBACK;
    if (!chain.request().isHttps() && elsewhere && !insecureHttp) {
      throw new ForbiddenAddressException(
          "unencrypted requests stay on this machine, and "
              + chain.request().url().host()
              + " is not on it: use https");
    }
    return chain.proceed(chain.request());
  }

  /** For requests to the storage that the target named. */
  Response storage(Interceptor.Chain chain) throws IOException {
    Optional<AddressRange> range = connectedRange(chain);
    if (range.isPresent() && !range.get().mayStoreFor(apiRange)) {
      throw new ForbiddenAddressException(
          "the storage host "
              + chain.request().url().host()
              + " is an address of a network inside");
    }
    return chain.proceed(chain.request());
  }

  private static Optional<AddressRange> connectedRange(Interceptor.Chain chain) {
    Route route = Objects.requireNonNull(chain.connection(), "connection").route();
    if (route.proxy().type() != Proxy.Type.DIRECT) {
      return Optional.empty();
    }
    InetAddress address = route.socketAddress().getAddress();
    return Optional.of(AddressRange.of(address));
  }
}
