package io.sluice.target.web;

import io.sluice.file.ReadTrouble;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedBytes;
import io.sluice.http.FileBody;
import io.sluice.http.HttpReply;
import io.sluice.http.HttpSender;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.pace.Pace;
import io.sluice.pace.PausedException;
import io.sluice.target.ItemOutcome;
import io.sluice.target.PartBytes;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import okhttp3.Request;

/**
 * Sends a file's bytes to its signed URL. The request carries nothing but the length and, where one
 * is wanted, the content type: neither the API key nor an idempotency key ever reaches a storage.
 */
public final class StorageUpload {
  private static final Duration LEAST_LIMIT = Duration.ofMinutes(2);

  /** Below this rate a transfer is hopeless. */
  private static final long SLOWEST_BYTES_PER_SECOND = 1024;

  private final HttpSender sender;
  private final Pace pace;
  private final Clock clock;
  private final int workers;
  private final UnaryOperator<String> keyMask;
  private final PartBytes progress;

  /**
   * @param keyMask hides the key in a text
   */
  public StorageUpload(
      HttpSender sender,
      Pace pace,
      Clock clock,
      int workers,
      UnaryOperator<String> keyMask,
      PartBytes progress) {
    this.sender = sender;
    this.pace = pace;
    this.clock = clock;
    this.workers = workers;
    this.keyMask = keyMask;
    this.progress = progress;
  }

  /**
   * As {@link io.sluice.target.Target#transfer}: one request, with the bytes as they are stamped.
   */
  public ItemOutcome send(Item item, Part part, SignedPut ticket)
      throws TargetException, InterruptedException {
    StampedBytes bytes = bytesOf(part.source());
    FileBody body =
        new FileBody(
            bytes, ticket.type(), pace, (sent, length) -> progress.sent(item, part, sent, length));
    Request request = new Request.Builder().url(ticket.url()).put(body).build();
    String host = ticket.url().host();
    try {
      pace.requireRunning();
      pace.transferBegun();
      HttpReply reply = sender.send(request, limit(bytes.sizeBytes()));
      return outcome(ticket, reply, body);
    } catch (PausedException e) {
      throw CallErrors.paused(host, e);
    } catch (IOException e) {
      Optional<IOException> source = body.sourceFailure();
      if (source.isPresent()) {
        return sourceFailed(source.get());
      }
      throw CallErrors.broken(host, e);
    }
  }

  private ItemOutcome outcome(SignedPut ticket, HttpReply reply, FileBody body)
      throws TargetException {
    Optional<IOException> source = body.sourceFailure();
    if (source.isPresent()) {
      return sourceFailed(source.get());
    }
    if (!reply.isSuccess()) {
      Duration wait = reply.retryAfter(clock.instant()).orElse(Duration.ZERO);
      if (reply.status() == 429 || reply.status() == 503) {
        pace.pauseFor(wait, clock.instant());
      }
      return StorageErrors.outcome(
          ticket.url().host(), reply, wait, text -> ticket.mask(keyMask.apply(text)));
    }
    if (isPage(reply)) {
      throw new TargetException(
          TargetException.Kind.FAULTY,
          ticket.url().host()
              + " answers with a web page in its storage's place; is there a login page between?");
    }
    if (body.sums().isEmpty()) {
      return new ItemOutcome.Retry(
          Duration.ZERO, "the storage answered before it had the whole file");
    }
    return checked(reply, body.sums().get());
  }

  /** No storage answers so: the bytes went to somebody else, whatever the status says. */
  private static boolean isPage(HttpReply reply) {
    return reply
        .header("Content-Type")
        .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith("text/html"))
        .isPresent();
  }

  private static ItemOutcome checked(HttpReply reply, FileBody.Sums sums) {
    return StoredBytes.differ(reply, sums.md5Hex())
        ? new ItemOutcome.Retry(
            Duration.ZERO, "the bytes at the storage are not those that were sent")
        : new ItemOutcome.Sent(sums.sha256());
  }

  private static ItemOutcome sourceFailed(IOException failure) {
    if (failure instanceof SourceChangedException changed) {
      return new ItemOutcome.SourceChanged(String.valueOf(changed.getMessage()), changed.isGone());
    }
    return new ItemOutcome.SourceUnreadable(ReadTrouble.of(failure));
  }

  /** Generous: a transfer that moves is not cut off, one that only seems to move is. */
  private Duration limit(long bytes) {
    long paced =
        pace.bytesPerSecond().isEmpty() ? 0 : bytes * workers / pace.bytesPerSecond().getAsLong();
    return LEAST_LIMIT.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND + paced);
  }

  private static StampedBytes bytesOf(Source source) {
    if (source instanceof Source.LocalFile local) {
      return local.file();
    }
    if (source instanceof Source.StoredZip zip) {
      return zip.stamped();
    }
    throw new IllegalArgumentException("no local bytes: " + source.getClass().getSimpleName());
  }
}
