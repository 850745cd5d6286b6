package io.sluice.http;

import com.google.common.base.Throwables;
import io.sluice.file.DisplayText;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why there is no secure connection, and what to do about it. Nothing was sent then. */
public final class TlsTrouble {
  private TlsTrouble() {}

  /** A sentence for people that goes on from "no secure connection to HOST: ". */
  public static String explain(SSLException failure) {
    List<Throwable> causes = Throwables.getCausalChain(failure);
    if (has(causes, CertificateExpiredException.class)) {
      return "its certificate has expired; whoever runs it must renew it (is the clock of this"
          + " machine right?)";
    }
    if (has(causes, CertificateNotYetValidException.class)) {
      return "its certificate is not valid yet; is the clock of this machine right?";
    }
    if (has(causes, SSLPeerUnverifiedException.class)) {
      return "its certificate is for another host; correct the url, or have the certificate made for"
          + " this host";
    }
    if (has(causes, CertPathBuilderException.class)
        || has(causes, CertPathValidatorException.class)) {
      return "no authority that this machine trusts vouches for its certificate; if it is your own"
          + " server or proxy, name the certificate of its authority with ca-file";
    }
    return "TLS or its certificate failed: "
        + DisplayText.of(ShownUrl.within(String.valueOf(failure.getMessage())), 200);
  }

  private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }
}
