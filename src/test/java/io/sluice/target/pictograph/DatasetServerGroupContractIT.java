package io.sluice.target.pictograph;

import io.sluice.target.TargetFixture;
import io.sluice.target.TargetGroupContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of several items at once, held with the embedded dataset server. */
class DatasetServerGroupContractIT extends TargetGroupContract {
  @TempDir Path data;

  @Override
  protected TargetFixture open() throws IOException {
    return new DatasetServerGateway(data);
  }
}
