package io.sluice.target.pictograph;

import io.sluice.file.ContentDigest;
import io.sluice.http.Network;
import io.sluice.pace.Pace;
import io.sluice.target.Dataset;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The connector against the small server of these tests. */
public final class PictographFixture implements TargetFixture {
  private final FakePictograph server = new FakePictograph();
  private final MovableClock clock = new MovableClock();
  private final Pace pace = new Pace(1000, OptionalLong.empty(), clock);
  private final PictographTarget target;

  public PictographFixture() throws IOException {
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

  public FakePictograph server() {
    return server;
  }

  public MovableClock clock() {
    return clock;
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
    if (fault == Fault.VANISH) {
      server.close();
    } else {
      server.scripts().inject(fault);
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
