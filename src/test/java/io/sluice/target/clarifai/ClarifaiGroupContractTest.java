package io.sluice.target.clarifai;

import io.sluice.target.TargetFixture;
import io.sluice.target.TargetGroupContract;
import java.io.IOException;

/** The contract of targets, held by the connector. */
class ClarifaiGroupContractTest extends TargetGroupContract {
  @Override
  protected TargetFixture open() throws IOException {
    return new ClarifaiFixture(false);
  }
}
