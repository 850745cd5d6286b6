package io.sluice.app;

import io.sluice.config.PictographTargetConfig;
import io.sluice.http.HttpClients;
import io.sluice.http.HttpReply;
import io.sluice.http.Network;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Whether this machine's clock and that of a platform's server agree. Sends no key. */
final class ServerClockCheckup {
  private static final Duration TOLERANCE = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private ServerClockCheckup() {}

  /** Asks the server; empty when it does not answer, or not with a date. */
  static Optional<Checkup> of(PictographTargetConfig target, Network network, Clock clock)
      throws InterruptedException {
    HttpUrl url = HttpUrl.get(target.url());
    if (url == null) {
      return Optional.empty();
    }
    Threads threads = new Threads(died -> {});
    try (HttpClients clients =
        new HttpClients(
            Version.text(), 1, threads.numberedDaemons("clock"), target.insecureHttp(), network)) {
      Instant asked = clock.instant();
      HttpReply reply =
          clients.api().send(new Request.Builder().url(url).head().build(), LONGEST_WAIT);
      Instant middle = asked.plus(Duration.between(asked, clock.instant()).dividedBy(2));
      return reply
          .header("Date")
          .flatMap(ServerClockCheckup::time)
          .map(theirs -> judge("clock and target " + target.name(), middle, theirs));
    } catch (IOException e) {
      // Whether it answers at all is told by another checkup.
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Checkup judge(String subject, Instant ours, Instant theirs) {
    Duration ahead = Duration.between(theirs, ours);
    long seconds = ahead.abs().truncatedTo(ChronoUnit.SECONDS).toSeconds();
    return ahead.abs().compareTo(TOLERANCE) > 0
        ? Checkup.warn(
            subject,
            "this machine is "
                + seconds
                + " s "
                + (ahead.isNegative() ? "behind" : "ahead of")
                + " the server",
            "set the clock, best by NTP: timedatectl set-ntp true")
        : Checkup.ok(subject, "they agree to " + Math.max(1, seconds) + " s");
  }
}
