package io.sluice.cli;

import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.DisplayText;
import picocli.CommandLine.Option;

/** Whether an upload waits until the platform has processed what it accepted. */
final class WaitOption {
  @Option(
      names = "--no-wait",
      description = {
        "Count an input as uploaded once the platform has accepted it, not once it has"
            + " processed it (clarifai)."
      })
  private boolean noWait;

  /**
   * The destination as it is to be used.
   *
   * @throws UsageException when there is nothing to wait for there
   */
  Selection.Destination applied(Selection.Destination to) throws UsageException {
    if (!noWait) {
      return to;
    }
    TargetConfig target = to.config().target(to.target()).orElseThrow();
    if (target instanceof ClarifaiTargetConfig clarifai) {
      return new Selection.Destination(
          to.config().withTarget(clarifai.withoutWaiting()), to.target());
    }
    throw new UsageException(
        "--no-wait is for targets of type clarifai, which process what they have accepted; target "
            + DisplayText.of(to.target())
            + " answers for good at once");
  }
}
