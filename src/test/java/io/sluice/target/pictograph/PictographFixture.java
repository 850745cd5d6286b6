package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.FakePictograph.error;

import io.sluice.file.ContentDigest;
import io.sluice.http.Network;
import io.sluice.pace.Pace;
import io.sluice.target.Dataset;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetFixture;
import io.sluice.target.pictograph.FakePictograph.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/** The connector against the small server of these tests. */
final class PictographFixture implements TargetFixture {
  private final FakePictograph server = new FakePictograph();
  private final MovableClock clock = new MovableClock();
  private final Pace pace = new Pace(1000, OptionalLong.empty(), clock);
  private final PictographTarget target;

  PictographFixture() throws IOException {
    this(file -> Optional.of(new PixelSize(1, 1)));
  }

  PictographFixture(Dimensions dimensions) throws IOException {
    target =
        PictographTarget.create(
            new PictographSettings("labelling", server.url(), 4, "test", false, false),
            Network.DIRECT,
            () -> FakePictograph.KEY,
            dimensions,
            pace,
            clock,
            Thread::new);
    server.addDataset("road-signs", "ds-0");
  }

  FakePictograph server() {
    return server;
  }

  Pace pace() {
    return pace;
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Dataset dataset() throws TargetException, InterruptedException {
    return target.openDataset("road-signs", false);
  }

  @Override
  public String apiKey() {
    return FakePictograph.KEY;
  }

  @Override
  public List<Entry> entries() {
    return server.images().stream()
        .map(
            i ->
                new Entry(i.directory(), i.filename(), new ContentDigest(i.bytes().sha256().hex())))
        .toList();
  }

  @Override
  public List<Arrival> arrivals() {
    return server.arrivals();
  }

  @Override
  public boolean inject(Fault fault) {
    switch (fault) {
      case LOSE_COMMIT_REPLY ->
          server.afterwards(
              Step.REGISTER,
              new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
      case REJECT_ITEM ->
          server.instead(Step.REGISTER, error(422, "validation_error", "not an image"));
      case THROTTLE ->
          server.instead(
              Step.ORGANIZATION,
              error(429, "rate_limited", "Too many requests")
                  .newBuilder()
                  .addHeader("Retry-After", "30")
                  .build());
      case FAIL -> server.instead(Step.UPLOAD_URL, error(500, "internal_error", "oops"));
      case REFUSE_KEY ->
          server.instead(
              Step.UPLOAD_URL, error(401, "unauthorized", "bad key " + FakePictograph.KEY));
      case STALL ->
          server.instead(
              Step.ORGANIZATION,
              new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      case BREAK_TRANSFER ->
          server.instead(
              Step.PUT,
              new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
      case LOSE_RESERVATION ->
          server.instead(
              Step.PUT, FakePictograph.reply(403, "<Error><Code>ExpiredToken</Code></Error>"));
      case VANISH -> server.close();
    }
    return true;
  }

  @Override
  public void pass(Duration time) {
    clock.pass(time);
  }

  @Override
  public void close() {
    target.close();
    server.close();
  }
}
