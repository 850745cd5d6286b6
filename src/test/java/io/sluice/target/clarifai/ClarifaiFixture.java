package io.sluice.target.clarifai;

import io.sluice.file.ContentDigest;
import io.sluice.http.Network;
import io.sluice.pace.Pace;
import io.sluice.target.Dataset;
import io.sluice.target.PartBytes;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetFixture;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import io.sluice.target.pictograph.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The connector against the small platform of these tests. */
public final class ClarifaiFixture implements TargetFixture {
  static final String DATASET = "road-signs";

  private final FakeClarifai server = new FakeClarifai();
  private final MovableClock clock = new MovableClock();
  private final ClarifaiTarget target;

  /**
   * @param waits whether an input counts only once it was processed
   */
  ClarifaiFixture(boolean waits) throws IOException {
    target =
        ClarifaiTarget.create(
            new ClarifaiSettings(
                "labelling",
                server.url(),
                FakeClarifai.USER,
                FakeClarifai.APP,
                4,
                "test",
                false,
                waits,
                Duration.ofMinutes(1)),
            Network.DIRECT,
            () -> FakeClarifai.KEY,
            new Pace(1000, OptionalLong.empty(), clock),
            clock,
            Thread::new,
            PartBytes.UNWATCHED);
    server.addDataset(DATASET);
  }

  public FakeClarifai server() {
    return server;
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Dataset dataset() throws TargetException, InterruptedException {
    return target.openDataset(DATASET, false);
  }

  @Override
  public String apiKey() {
    return FakeClarifai.KEY;
  }

  @Override
  public List<Entry> entries() {
    return server.members(DATASET).stream()
        .map(server::input)
        .map(i -> new Entry(i.directory(), i.fileName(), new ContentDigest(i.sha256())))
        .toList();
  }

  @Override
  public List<Arrival> arrivals() {
    return server.arrivals();
  }

  @Override
  public boolean givesBytesBack() {
    return false;
  }

  @Override
  public boolean storesApart() {
    return false;
  }

  @Override
  public boolean inject(Fault fault) {
    ClarifaiScripts scripts = server.scripts();
    switch (fault) {
      case LOSE_COMMIT_REPLY -> scripts.afterwards(Step.POST_INPUTS, ClarifaiScripts.broken());
      case REJECT_ITEM -> server.refuse("bad.png");
      case THROTTLE ->
          scripts.instead(
              Step.APP,
              ClarifaiScripts.status(429, "CONN_THROTTLED", "Too many requests")
                  .newBuilder()
                  .addHeader("Retry-After", "30")
                  .build());
      case FAIL -> scripts.instead(Step.LIST_INPUTS, ClarifaiScripts.status(500, 98004, "oops"));
      case REFUSE_KEY ->
          scripts.instead(
              Step.LIST_INPUTS,
              ClarifaiScripts.status(401, 11009, "key not found: " + FakeClarifai.KEY));
      case STALL -> scripts.instead(Step.APP, ClarifaiScripts.stalled());
      case VANISH -> server.close();
      case REFUSE_GROUP, BREAK_TRANSFER, LOSE_RESERVATION -> {
        // Nothing is reserved, and no bytes go out before the commit.
        return false;
      }
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
