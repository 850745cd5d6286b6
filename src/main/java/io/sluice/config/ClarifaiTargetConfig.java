package io.sluice.config;

import io.sluice.target.KeySource;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * An app of an account of Clarifai.
 *
 * @param name the target's name
 * @param url the server: https, or plain http to loopback or where {@code insecureHttp} allows it
 * @param userId whose app it is
 * @param appId the app
 * @param key where the API key comes from, a personal access token
 * @param insecureHttp whether plain http to another machine is accepted
 * @param pace its limits; {@link PaceConfig#PLATFORM_DEFAULT} unless configured
 * @param workers requests that run in parallel
 * @param batch how files are put together for one request, at most {@value #MAX_BATCH}
 * @param waitForProcessing whether an input counts only once the platform has processed it; no key
 *     of the configuration, but what a command may ask for
 */
public record ClarifaiTargetConfig(
    String name,
    URI url,
    String userId,
    String appId,
    KeySource key,
    boolean insecureHttp,
    PaceConfig pace,
    int workers,
    BatchConfig batch,
    boolean waitForProcessing)
    implements RemoteTargetConfig {
  /** The platform's own server. */
  public static final URI DEFAULT_URL = URI.create("https://api.clarifai.com");

  /** The most inputs that the platform takes in one request. */
  public static final int MAX_BATCH = 128;

  /** 32 inputs, and two seconds. */
  public static final BatchConfig DEFAULT_BATCH = new BatchConfig(32, Duration.ofSeconds(2));

  /** 20 MB: the largest image, text or sound that the platform takes. */
  public static final long LARGEST_FILE_BYTES = 20_000_000;

  /** 88 MB: the largest video that fits into a request of the platform, in base64. */
  public static final long LARGEST_VIDEO_BYTES = 88_000_000;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public ClarifaiTargetConfig {
    Checks.targetName(name);
    if (!ServerUrl.isProtected(url) && !insecureHttp) {
      throw new IllegalArgumentException("plain http to another machine: " + url.getHost());
    }
    Checks.require(isId(userId), "not a user id", userId);
    Checks.require(isId(appId), "not an app id", appId);
    Checks.range("workers", workers, 1, MAX_WORKERS);
    Checks.range("batch size", batch.size(), 1, MAX_BATCH);
  }

  /** The largest file of a type that the platform takes, in bytes. */
  public static long largestFile(InputType type) {
    return type == InputType.VIDEO ? LARGEST_VIDEO_BYTES : LARGEST_FILE_BYTES;
  }

  /** An app whose inputs count once they are processed. */
  public ClarifaiTargetConfig(
      String name,
      URI url,
      String userId,
      String appId,
      KeySource key,
      boolean insecureHttp,
      PaceConfig pace,
      int workers,
      BatchConfig batch) {
    this(name, url, userId, appId, key, insecureHttp, pace, workers, batch, true);
  }

  /** Whether {@code text} can be the id of a user or an app. */
  static boolean isId(String text) {
    return ID.matcher(text).matches() && !text.equals(".") && !text.equals("..");
  }

  @Override
  public ClarifaiTargetConfig withWorkers(int other) {
    return new ClarifaiTargetConfig(
        name, url, userId, appId, key, insecureHttp, pace, other, batch, waitForProcessing);
  }

  /**
   * The same, with so many inputs in a request.
   *
   * @param size 1 to {@value #MAX_BATCH}
   */
  public ClarifaiTargetConfig withBatchSize(int size) {
    return new ClarifaiTargetConfig(
        name,
        url,
        userId,
        appId,
        key,
        insecureHttp,
        pace,
        workers,
        new BatchConfig(size, batch.longestWait()),
        waitForProcessing);
  }

  /** The same, with inputs that count once the platform has accepted them. */
  public ClarifaiTargetConfig withoutWaiting() {
    return new ClarifaiTargetConfig(
        name, url, userId, appId, key, insecureHttp, pace, workers, batch, false);
  }
}
