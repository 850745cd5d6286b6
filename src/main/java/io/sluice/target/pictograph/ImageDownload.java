package io.sluice.target.pictograph;

import io.sluice.file.ContentDigest;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/** Downloads images to hash them. Nothing of them is kept. */
final class ImageDownload {
  private static final Duration LEAST_LIMIT = Duration.ofMinutes(5);

  /** Below this rate a download is hopeless. */
  private static final long SLOWEST_BYTES_PER_SECOND = 8 * 1024;

  /** Where an id leads out of the path that it is put into, it is none. */
  private static final Set<String> NO_IDS = Set.of("", ".", "..");

  private final PictographApi api;

  ImageDownload(PictographApi api) {
    this.api = api;
  }

  /** As {@link io.sluice.target.Target#download}. */
  Optional<ContentDigest> digest(RemoteImage image) throws TargetException, InterruptedException {
    long most = image.sizeBytes().orElse(PictographTarget.LARGEST_FILE_BYTES);
    if (ContentTypes.isConverted(image.fileName())
        || NO_IDS.contains(image.id())
        || most > PictographTarget.LARGEST_FILE_BYTES) {
      return Optional.empty();
    }
    HttpUrl url = api.path("images").addPathSegment(image.id()).build();
    Hash hash = new Hash();
    Optional<ApiReply.Declined> declined = api.download(url, limit(most), most + 1, hash::take);
    if (declined.isPresent()) {
      if (declined.get().status() == 404 || declined.get().status() == 410) {
        return Optional.empty();
      }
      throw PictographErrors.atCall(declined.get());
    }
    // Other bytes than the record speaks of are not what was sent, or not all of it.
    boolean whole = hash.bytes <= most && hash.bytes == image.sizeBytes().orElse(hash.bytes);
    return whole ? Optional.of(ContentDigest.of(hash.sha256)) : Optional.empty();
  }

  private static Duration limit(long bytes) {
    return LEAST_LIMIT.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
  }

  /** What has arrived so far. Filled by the thread that reads, looked at when it has ended. */
  private static final class Hash {
    private final MessageDigest sha256 = ContentDigest.newSha256();
    private long bytes;

    void take(byte[] chunk, int length) {
      sha256.update(chunk, 0, length);
      bytes += length;
    }
  }
}
