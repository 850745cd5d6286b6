package io.sluice.app;

import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.DarwinTargetConfig;
import io.sluice.config.EmbeddedTargetConfig;
import io.sluice.config.PictographTargetConfig;
import io.sluice.config.RemoteTargetConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.datasetserver.DatasetServer;
import io.sluice.datasetserver.DatasetServerException;
import io.sluice.datasetserver.DatasetServerSettings;
import io.sluice.failpoint.Failpoints;
import io.sluice.file.DisplayText;
import io.sluice.http.Network;
import io.sluice.image.ImageSize;
import io.sluice.pace.Pace;
import io.sluice.target.KeySource;
import io.sluice.target.KeyUnavailableException;
import io.sluice.target.PartBytes;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.clarifai.ClarifaiSettings;
import io.sluice.target.clarifai.ClarifaiTarget;
import io.sluice.target.darwin.DarwinSettings;
import io.sluice.target.darwin.DarwinTarget;
import io.sluice.target.pictograph.PictographSettings;
import io.sluice.target.pictograph.PictographTarget;
import io.sluice.target.pictograph.PixelSize;
import io.sluice.target.web.ApiKey;
import io.sluice.upload.GroupLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Connects the targets of a configuration: the one place that knows every platform. Not
 * thread-safe.
 */
final class Targets {
  /** A port that nothing listens on. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final Paces paces;
  private final Network network;
  private final Threads threads;
  private final ForwardClock clock;
  private final CloseStack closing;
  private final ServerListener servers;
  private final ServedElsewhere elsewhere;
  private final Failpoints failpoints;
  private final PartBytes progress;

  Targets(
      SluiceConfig config,
      Threads threads,
      ForwardClock clock,
      CloseStack closing,
      ServerListener servers) {
    this(
        config,
        threads,
        clock,
        closing,
        servers,
        embedded -> Optional.empty(),
        Failpoints.none(),
        PartBytes.UNWATCHED);
  }

  /**
   * @param elsewhere embedded servers that are not to be started here
   * @param failpoints around what is connected
   * @param progress hears of the bytes that go out
   */
  Targets(
      SluiceConfig config,
      Threads threads,
      ForwardClock clock,
      CloseStack closing,
      ServerListener servers,
      ServedElsewhere elsewhere,
      Failpoints failpoints,
      PartBytes progress) {
    this.failpoints = failpoints;
    this.progress = failpoints.around(progress);
    this.paces = new Paces(config.targets(), clock);
    this.network = NetworkWiring.of(config.network());
    this.threads = threads;
    this.clock = clock;
    this.closing = closing;
    this.servers = servers;
    this.elsewhere = elsewhere;
  }

  /** Connects one target; makes no request yet, but for an embedded server, which is started. */
  TargetLink connect(TargetConfig config) throws StartException {
    if (config instanceof EmbeddedTargetConfig embedded) {
      return embedded(embedded);
    }
    if (config instanceof PictographTargetConfig pictograph) {
      return pictograph(pictograph);
    }
    if (config instanceof DarwinTargetConfig darwin) {
      return darwin(darwin, darwin.url(), () -> reveal(darwin.key()));
    }
    if (config instanceof ClarifaiTargetConfig clarifai) {
      return clarifai(clarifai, clarifai.url(), () -> reveal(clarifai.key()));
    }
    throw new IllegalStateException("no connector for the target " + config.name());
  }

  /**
   * What the ledger keeps a target's rows under, whatever the configuration calls it. An account is
   * not part of it, since rows are kept by the dataset's id besides, and no two accounts share one.
   */
  static String identity(TargetConfig config) {
    if (config instanceof EmbeddedTargetConfig embedded) {
      return "embedded:" + embedded.dataDirectory().toUri().getRawPath();
    }
    String account =
        config instanceof ClarifaiTargetConfig clarifai
            ? " " + clarifai.userId() + "/" + clarifai.appId()
            : "";
    return type(config) + ":" + ((RemoteTargetConfig) config).url() + account;
  }

  /** The type of a target, as the configuration has it. */
  static String type(TargetConfig config) {
    if (config instanceof EmbeddedTargetConfig) {
      return "embedded";
    }
    if (config instanceof ClarifaiTargetConfig) {
      return "clarifai";
    }
    return config instanceof DarwinTargetConfig ? "darwin" : "pictograph";
  }

  private TargetLink embedded(EmbeddedTargetConfig config) throws StartException {
    Optional<URI> running = elsewhere.address(config);
    if (running.isPresent()) {
      Path keyFile = DatasetServer.keyFile(config.dataDirectory());
      KeySource key = new KeySource.FromFile(keyFile, Set.of());
      return link(config, identity(config), running.get(), () -> reveal(key));
    }
    DatasetServer server = startServer(config);
    servers.started(config.name(), server);
    return link(config, identity(config), server.uri(), server::apiKey);
  }

  private DatasetServer startServer(EmbeddedTargetConfig config) throws StartException {
    try {
      return closing.push(
          DatasetServer.start(
              new DatasetServerSettings(config.dataDirectory(), config.port()),
              threads.numberedDaemons("datasets-" + config.name()),
              clock.wall(),
              failpoints.storeWatch()));
    } catch (DatasetServerException e) {
      throw new StartException("target " + config.name() + ": " + e.getMessage(), e);
    }
  }

  private TargetLink pictograph(PictographTargetConfig config) {
    return link(config, identity(config), config.url(), () -> reveal(config.key()));
  }

  /** A link that knows the target's rules for names, and must make no request. */
  TargetLink namesOnly(TargetConfig config) {
    if (config instanceof ClarifaiTargetConfig clarifai) {
      return clarifai(clarifai, NOWHERE, () -> "");
    }
    return config instanceof DarwinTargetConfig darwin
        ? darwin(darwin, NOWHERE, () -> "")
        : link(config, identity(config), NOWHERE, () -> "");
  }

  private TargetLink link(TargetConfig config, String identity, URI url, ApiKey key) {
    Pace pace = paces.of(config);
    PictographTarget target =
        PictographTarget.create(
            new PictographSettings(
                config.name(),
                url,
                config.workers(),
                Version.text(),
                acceptsHttp(config),
                config instanceof EmbeddedTargetConfig),
            network,
            key,
            Targets::sizeOf,
            pace,
            clock,
            threads.numberedDaemons("http-" + config.name()),
            progress);
    return link(config, identity, closing.push(target), pace);
  }

  private TargetLink darwin(DarwinTargetConfig config, URI url, ApiKey key) {
    Pace pace = paces.of(config);
    DarwinTarget target =
        DarwinTarget.create(
            new DarwinSettings(
                url, config.team(), config.workers(), Version.text(), config.insecureHttp()),
            network,
            key,
            pace,
            clock,
            threads.numberedDaemons("http-" + config.name()),
            progress);
    return link(config, identity(config), closing.push(target), pace);
  }

  /** A target that puts entries into datasets; makes no request yet. */
  ClarifaiTarget linking(ClarifaiTargetConfig config) {
    return clarifaiTarget(config, config.url(), () -> reveal(config.key()), paces.of(config));
  }

  private TargetLink clarifai(ClarifaiTargetConfig config, URI url, ApiKey key) {
    Pace pace = paces.of(config);
    return link(config, identity(config), clarifaiTarget(config, url, key, pace), pace);
  }

  private ClarifaiTarget clarifaiTarget(
      ClarifaiTargetConfig config, URI url, ApiKey key, Pace pace) {
    return closing.push(
        ClarifaiTarget.create(
            new ClarifaiSettings(
                config.name(),
                url,
                config.userId(),
                config.appId(),
                config.workers(),
                Version.text(),
                config.insecureHttp(),
                config.waitForProcessing(),
                ClarifaiSettings.DEFAULT_FOLLOW_FOR),
            network,
            key,
            pace,
            clock,
            threads.numberedDaemons("http-" + config.name()),
            progress));
  }

  private TargetLink link(TargetConfig config, String identity, Target target, Pace pace) {
    GroupLimits groups = new GroupLimits(config.batch().size(), config.batch().longestWait());
    return new TargetLink(
        config.name(),
        identity,
        TargetFiles.of(config),
        failpoints.around(target),
        pace,
        config.workers(),
        groups);
  }

  private static boolean acceptsHttp(TargetConfig config) {
    return config instanceof RemoteTargetConfig remote && remote.insecureHttp();
  }

  private static String reveal(KeySource source) throws TargetException {
    try {
      return source.read().reveal();
    } catch (KeyUnavailableException e) {
      throw new TargetException(TargetException.Kind.REFUSED, e.getMessage(), e);
    }
  }

  /** A size is a convenience to the platform: an image whose size cannot be told goes without. */
  private static Optional<PixelSize> sizeOf(Path file) {
    try {
      return ImageSize.read(file).map(size -> new PixelSize(size.width(), size.height()));
    } catch (IOException e) {
      LoggerFactory.getLogger(Targets.class)
          .debug("no size of {}: {}", DisplayText.of(file.toString()), e.getMessage());
      return Optional.empty();
    }
  }

  /** Knows the embedded dataset servers that another process has started. */
  interface ServedElsewhere {
    /** Where the server of this target is; empty for one that is to be started here. */
    Optional<URI> address(EmbeddedTargetConfig config);
  }

  /** Told of each embedded dataset server that was started. */
  interface ServerListener {
    void started(String target, DatasetServer server);
  }
}
