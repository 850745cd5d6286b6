package io.sluice.target.web;

import io.sluice.http.AddressRange;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Decides where a server may send us with a file. A server that was taken over must not make us a
 * way into the network that we stand in. What a name stands for is checked again at the connection.
 */
public final class StorageUrls {
  private final boolean loopbackHttp;
  private final Optional<String> insecureHost;
  private final AddressRange targetRange;

  /**
   * @param server the platform's own address; a storage on this machine may be unencrypted only
   *     where the platform itself is reached so
   * @param insecureHttp whether the user accepts {@code http} to another machine
   */
  public StorageUrls(URI server, boolean insecureHttp) {
    this.loopbackHttp = server.getScheme().equalsIgnoreCase("http");
    this.insecureHost = insecureHttp ? Optional.of(server.getHost()) : Optional.empty();
    this.targetRange = AddressRange.ofLiteral(server.getHost()).orElse(AddressRange.PUBLIC);
  }

  /**
   * The upload URL in {@code text}.
   *
   * @throws TargetException of kind {@link Kind#FAULTY} when nothing may be sent there; names the
   *     host only
   */
  public HttpUrl accept(String text) throws TargetException {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new TargetException(Kind.FAULTY, "the server's upload URL is not a web address");
    }
    Optional<AddressRange> range = AddressRange.ofLiteral(url.host());
    boolean here = range.equals(Optional.of(AddressRange.LOOPBACK));
    boolean accepted =
        (loopbackHttp && here) || insecureHost.filter(url.host()::equalsIgnoreCase).isPresent();
    if (!url.isHttps() && !accepted) {
      throw new TargetException(
          Kind.FAULTY, "the server's upload URL is not encrypted; its host is " + url.host());
    }
    if (range.isPresent() && !range.get().mayStoreFor(targetRange)) {
      throw new TargetException(
          Kind.FAULTY,
          "the server's upload URL leads into an inner network; its host is " + url.host());
    }
    return url;
  }
}
