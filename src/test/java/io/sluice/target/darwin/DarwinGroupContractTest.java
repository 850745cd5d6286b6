package io.sluice.target.darwin;

import io.sluice.target.TargetFixture;
import io.sluice.target.TargetGroupContract;
import java.io.IOException;

/** The contract of targets, held by the connector. */
class DarwinGroupContractTest extends TargetGroupContract {
  @Override
  protected TargetFixture open() throws IOException {
    return new DarwinFixture();
  }
}
