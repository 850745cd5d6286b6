package io.sluice.target.darwin;

import io.sluice.file.ContentDigest;
import io.sluice.http.Network;
import io.sluice.pace.Pace;
import io.sluice.target.Dataset;
import io.sluice.target.PartBytes;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetFixture;
import io.sluice.target.pictograph.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The connector against the small server of these tests. */
public final class DarwinFixture implements TargetFixture {
  private final FakeDarwin server = new FakeDarwin();
  private final MovableClock clock = new MovableClock();
  private final DarwinTarget target;

  public DarwinFixture() throws IOException {
    this(Optional.of(FakeDarwin.TEAM));
  }

  DarwinFixture(Optional<String> team) throws IOException {
    this(team, Network.DIRECT);
  }

  DarwinFixture(Optional<String> team, Network network) throws IOException {
    target =
        DarwinTarget.create(
            new DarwinSettings(server.url(), team, 4, "test", false),
            network,
            () -> FakeDarwin.KEY,
            new Pace(1000, OptionalLong.empty(), clock),
            clock,
            Thread::new,
            PartBytes.UNWATCHED);
    server.with(state -> state.addDataset("road-signs"));
  }

  public FakeDarwin server() {
    return server;
  }

  public MovableClock clock() {
    return clock;
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
    return FakeDarwin.KEY;
  }

  @Override
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    server
        .with(DarwinState::items)
        .forEach(
            (key, item) -> {
              if (item.isConfirmed()) {
                String sha256 = item.slots.values().iterator().next().sha256;
                entries.add(new Entry(key.path(), key.name(), new ContentDigest(sha256)));
              }
            });
    return entries;
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
  public boolean inject(Fault fault) {
    switch (fault) {
      case LOSE_COMMIT_REPLY -> server.next(DarwinStep.CONFIRM, DarwinFault.cut().afterwards());
      case REFUSE_GROUP ->
          server.next(DarwinStep.REGISTER, DarwinFault.status(422, "{\"errors\":{\"x\":[\"y\"]}}"));
      case REJECT_ITEM ->
          server.next(
              DarwinStep.CONFIRM, DarwinFault.status(400, "{\"errors\":{\"detail\":\"no\"}}"));
      case THROTTLE -> server.next(DarwinStep.TOKEN_INFO, DarwinFault.throttled(30));
      case FAIL -> server.next(DarwinStep.REGISTER, DarwinFault.status(500));
      case REFUSE_KEY -> server.next(DarwinStep.REGISTER, DarwinFault.status(401));
      case STALL -> server.next(DarwinStep.TOKEN_INFO, DarwinFault.stall());
      case BREAK_TRANSFER -> server.next(DarwinStep.PUT, DarwinFault.cutWithin());
      case LOSE_RESERVATION -> server.meanwhile(this::deleteOnce);
      case VANISH -> server.close();
    }
    return true;
  }

  /** Somebody deletes the item before a URL is signed for it. */
  private void deleteOnce(DarwinStep step) {
    if (step == DarwinStep.SIGN) {
      server.meanwhile(other -> {});
      server.with(
          state -> {
            state.items().keySet().forEach(state::delete);
            return 0;
          });
    }
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
