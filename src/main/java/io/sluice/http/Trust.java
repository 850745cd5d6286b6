package io.sluice.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Handshake;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Whom a secure connection is believed: the system's authorities and some more. */
final class Trust {
  private final List<X509Certificate> authorities;

  /**
   * @param authorities those besides the system's; none leaves everything to the system
   */
  Trust(List<X509Certificate> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  void addTo(OkHttpClient.Builder client) {
    if (authorities.isEmpty()) {
      return;
    }
    try {
      X509TrustManager both = manager();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {both}, null);
      client.sslSocketFactory(context.getSocketFactory(), both);
      client.addNetworkInterceptor(Trust::withinItsTime);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has TLS and an empty key store", e);
    }
  }

  /** Trusts the system's authorities and the added ones. */
  X509TrustManager manager() throws GeneralSecurityException, IOException {
    return trusting(all());
  }

  private KeyStore all() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (X509Certificate authority : trusting(null).getAcceptedIssuers()) {
      store.setCertificateEntry("system-" + number++, authority);
    }
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("added-" + number++, authority);
    }
    return store;
  }

  /** Trusts what {@code store} has; null stands for the system's own. */
  private static X509TrustManager trusting(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Java looks at no date of a server's certificate that is itself among the trusted ones. */
  private static Response withinItsTime(Interceptor.Chain chain) throws IOException {
    Handshake handshake = Objects.requireNonNull(chain.connection(), "connection").handshake();
    if (handshake != null) {
      Certificate first = handshake.peerCertificates().get(0);
      try {
        ((X509Certificate) first).checkValidity();
      } catch (CertificateException e) {
        SSLHandshakeException refused = new SSLHandshakeException("the certificate's time is over");
        refused.initCause(e);
        throw refused;
      }
    }
    return chain.proceed(chain.request());
  }
}
