package io.sluice.target.clarifai;

import io.sluice.target.TargetContract;
import io.sluice.target.TargetFixture;
import java.io.IOException;

/** The contract of targets, held by the connector. */
class ClarifaiContractTest extends TargetContract {
  @Override
  protected TargetFixture open() throws IOException {
    return new ClarifaiFixture(false);
  }
}
