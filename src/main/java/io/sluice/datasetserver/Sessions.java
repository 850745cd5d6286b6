package io.sluice.datasetserver;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;

/**
 * Who may look at the page: browsers that showed the key or a one-time link and got a cookie for
 * it.
 *
 * <p>Kept in memory: a restart logs everybody out. Of each secret only the digest is held.
 * Thread-safe.
 */
final class Sessions {
  static final Duration LINK_LIFE = Duration.ofHours(1);
  static final Duration SESSION_LIFE = Duration.ofHours(12);
  private static final int MOST = 64;

  private final Clock clock;
  private final String cookieName;
  private final Expiring links = new Expiring();
  private final Expiring sessions = new Expiring();

  /** Cookies know no ports: the name keeps two servers on one machine apart. */
  Sessions(Clock clock, int port) {
    this.clock = clock;
    this.cookieName = "sluice_session_" + port;
  }

  /** Digests with the time they end; when there are too many, the oldest go. */
  private static final class Expiring extends LinkedHashMap<ByteBuffer, Instant> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Instant> eldest) {
      return size() > MOST;
    }
  }

  /** A new token that opens the page once, within an hour. */
  synchronized String newLinkToken() {
    String token = RandomToken.next();
    links.put(digest(token), clock.instant().plus(LINK_LIFE));
    return token;
  }

  /** A new token that opens the page once, however late; for where only its owner can read it. */
  synchronized String newStandingToken() {
    String token = RandomToken.next();
    links.put(digest(token), Instant.MAX);
    return token;
  }

  /** Uses up a token of a link; whether it was good. */
  synchronized boolean redeem(String token) {
    Instant end = links.remove(digest(token));
    return end != null && clock.instant().isBefore(end);
  }

  /** Starts a session and returns the Set-Cookie value that carries it. */
  synchronized String start() {
    String token = RandomToken.next();
    sessions.put(digest(token), clock.instant().plus(SESSION_LIFE));
    return cookie(token, SESSION_LIFE);
  }

  synchronized boolean isOpen(Request request) {
    for (HttpCookie cookie : Request.getCookies(request)) {
      if (cookie.getName().equals(cookieName)) {
        Instant end = sessions.get(digest(cookie.getValue()));
        if (end != null && clock.instant().isBefore(end)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Ends the request's session and returns the Set-Cookie value that removes its cookie. */
  synchronized String end(Request request) {
    for (HttpCookie cookie : Request.getCookies(request)) {
      if (cookie.getName().equals(cookieName)) {
        sessions.remove(digest(cookie.getValue()));
      }
    }
    return cookie("", Duration.ZERO);
  }

  private String cookie(String value, Duration life) {
    return cookieName
        + "="
        + value
        + "; Path=/; Max-Age="
        + life.toSeconds()
        + "; HttpOnly; SameSite=Strict";
  }

  private static ByteBuffer digest(String token) {
    return ByteBuffer.wrap(RandomToken.digest(token));
  }
}
