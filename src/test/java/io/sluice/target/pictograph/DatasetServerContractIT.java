package io.sluice.target.pictograph;

import io.sluice.target.TargetContract;
import io.sluice.target.TargetFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of targets, held by the connector with the embedded dataset server. */
class DatasetServerContractIT extends TargetContract {
  @TempDir Path data;

  @Override
  protected TargetFixture open() throws IOException {
    return new DatasetServerGateway(data);
  }
}
