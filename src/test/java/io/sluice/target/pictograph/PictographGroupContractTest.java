package io.sluice.target.pictograph;

import io.sluice.target.TargetFixture;
import io.sluice.target.TargetGroupContract;
import java.io.IOException;

/** The contract of targets with several items at once, held by the connector. */
class PictographGroupContractTest extends TargetGroupContract {
  @Override
  protected TargetFixture open() throws IOException {
    return new PictographFixture();
  }
}
