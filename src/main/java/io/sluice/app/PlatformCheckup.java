package io.sluice.app;

import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.DisplayText;
import io.sluice.target.Dataset;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Whether a platform answers, takes the key and has the datasets. Makes nothing there. */
final class PlatformCheckup {
  private final SluiceConfig whole;
  private final TargetConfig config;
  private final String key;
  private final List<FolderConfig> folders;
  private final Clock clock;
  private final String subject;

  /**
   * @param whole the configuration that has it
   * @param key where the key comes from, for people
   * @param folders those that feed the target
   */
  PlatformCheckup(
      SluiceConfig whole,
      TargetConfig config,
      String key,
      List<FolderConfig> folders,
      Clock clock) {
    this.whole = whole;
    this.config = config;
    this.key = key;
    this.folders = folders;
    this.clock = clock;
    this.subject = "target " + config.name();
  }

  void run(Consumer<Checkup> found) throws InterruptedException {
    try (CloseStack closing = new CloseStack()) {
      Targets targets =
          new Targets(
              whole,
              new Threads(died -> {}),
              ForwardClock.over(clock),
              closing,
              (name, server) -> {});
      Target target = targets.connect(config).target();
      boolean answered = answers(target, found);
      target
          .clockAhead()
          .map(ahead -> ClockCheckup.comparedWith(config.name(), ahead))
          .ifPresent(found);
      if (answered) {
        checkDatasets(target, found);
      }
    } catch (StartException | IOException e) {
      found.accept(Checkup.fail(subject, e.getMessage()));
    }
  }

  private boolean answers(Target target, Consumer<Checkup> found) throws InterruptedException {
    try {
      String owner = target.check();
      found.accept(
          Checkup.ok(subject, "it takes the key of " + DisplayText.of(key) + ", of " + owner));
      return true;
    } catch (TargetException e) {
      found.accept(trouble(subject, e));
      return false;
    }
  }

  private void checkDatasets(Target target, Consumer<Checkup> found) throws InterruptedException {
    Set<String> asked = new HashSet<>();
    for (FolderConfig folder : folders) {
      if (asked.add(folder.dataset())) {
        found.accept(dataset(target, folder));
      }
    }
  }

  private Checkup dataset(Target target, FolderConfig folder) throws InterruptedException {
    String what = "dataset " + DisplayText.of(folder.dataset()) + " of " + subject;
    try {
      Dataset dataset = target.openDataset(folder.dataset(), false);
      boolean told = !(config instanceof ClarifaiTargetConfig);
      return Checkup.ok(
          what, told ? "is there; it has " + dataset.imageCount() + " images" : "is there");
    } catch (TargetException e) {
      if (e.kind() != TargetException.Kind.DATASET_MISSING) {
        return trouble(what, e);
      }
      return folder.createIfMissing()
          ? Checkup.ok(what, "is not there yet; it will be created")
          : Checkup.fail(
              Checkup.Cause.REFUSED,
              what,
              "is not there, and create-if-missing is off; create it, correct the name, or set"
                  + " create-if-missing: true");
    }
  }

  private static Checkup trouble(String subject, TargetException e) {
    return switch (e.kind()) {
      case REFUSED, DATASET_REFUSED, DATASET_MISSING ->
          new Checkup(
              Checkup.Status.FAIL,
              Checkup.Cause.REFUSED,
              subject,
              e.getMessage(),
              "check the key, its permissions and the account at the platform");
      case UNREACHABLE, FAULTY, DATASET_FAULTY, TOO_LARGE, GROUP_REFUSED ->
          new Checkup(
              Checkup.Status.FAIL,
              Checkup.Cause.UNREACHABLE,
              subject,
              e.getMessage(),
              "check the url, the network and the platform's status page; a daemon keeps trying");
      case THROTTLED ->
          Checkup.warn(subject, e.getMessage(), "nothing to do: Sluice waits as long as asked");
    };
  }
}
