package io.sluice.target.pictograph;

import io.sluice.target.TargetFixture;
import io.sluice.target.TargetGroupContract;
import java.io.IOException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract of targets with several items at once, held by the connector. */
@Execution(ExecutionMode.CONCURRENT)
class PictographGroupContractTest extends TargetGroupContract {
  @Override
  protected TargetFixture open() throws IOException {
    return new PictographFixture();
  }
}
