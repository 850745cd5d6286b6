package io.sluice.target.web;

import io.sluice.file.DisplayText;
import io.sluice.http.BrokenReplyException;
import io.sluice.http.ForbiddenAddressException;
import io.sluice.http.ProxyException;
import io.sluice.http.ShownUrl;
import io.sluice.http.TlsTrouble;
import io.sluice.pace.PausedException;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/** What it means that a call had no whole reply, or was not made. */
public final class CallErrors {
  private static final int LONGEST_TEXT = 500;

  private CallErrors() {}

  /** No reply, or none that is whole. */
  public static TargetException broken(String host, IOException failure) {
    String seen = DisplayText.of(ShownUrl.within(String.valueOf(failure.getMessage())), 200);
    if (failure instanceof BrokenReplyException || failure instanceof ProtocolException) {
      return new TargetException(Kind.FAULTY, host + " answered, but " + seen, failure);
    }
    if (failure instanceof ForbiddenAddressException) {
      return new TargetException(Kind.FAULTY, seen, failure);
    }
    if (failure instanceof ProxyException proxy) {
      return new TargetException(
          proxy.isAboutLogin() ? Kind.REFUSED : Kind.UNREACHABLE, seen, failure);
    }
    if (failure instanceof SSLException tls) {
      return new TargetException(
          Kind.UNREACHABLE,
          "no secure connection to " + host + ": " + TlsTrouble.explain(tls),
          failure);
    }
    if (failure instanceof UnknownHostException) {
      return new TargetException(Kind.UNREACHABLE, "the host " + host + " is not known", failure);
    }
    return new TargetException(Kind.UNREACHABLE, host + " does not answer: " + seen, failure);
  }

  /** No request was made: a pause was asked for, or the requests of this hour are used up. */
  public static TargetException paused(String host, PausedException pause) {
    return new TargetException(
        Kind.THROTTLED, host + " " + pause.getMessage(), pause.remaining(), pause);
  }

  /** A server's words, safe to show: escaped, cut, without key and signatures. */
  public static String shown(String text, UnaryOperator<String> mask) {
    return DisplayText.of(ShownUrl.within(mask.apply(text)), LONGEST_TEXT);
  }
}
