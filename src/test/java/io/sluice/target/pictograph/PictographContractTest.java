package io.sluice.target.pictograph;

import io.sluice.target.TargetContract;
import io.sluice.target.TargetFixture;
import java.io.IOException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract of targets, held by the connector. */
@Execution(ExecutionMode.CONCURRENT)
class PictographContractTest extends TargetContract {
  @Override
  protected TargetFixture open() throws IOException {
    return new PictographFixture();
  }
}
