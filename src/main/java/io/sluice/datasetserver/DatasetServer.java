package io.sluice.datasetserver;

import com.google.common.io.Closer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dataset server on loopback that speaks the Pictograph wire and shows its datasets on a page.
 *
 * <p>Running from {@link #start} to {@link #close}. All methods may be called from any thread.
 */
public final class DatasetServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetServer.class);

  private final DataDirectory directory;
  private final String apiKey;
  private final Identity identity;
  private final BlobStore blobs;
  private final URI uri;
  private final int port;
  private final Sessions sessions;
  private final Closer open;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DatasetServer(Parts parts, HttpFront front, Sessions sessions, Closer open) {
    this.directory = parts.directory();
    this.apiKey = parts.apiKey();
    this.identity = parts.identity();
    this.blobs = parts.blobs();
    this.port = front.port();
    this.uri = uri(front);
    this.sessions = sessions;
    this.open = open;
  }

  /** What the data directory holds. */
  private record Parts(
      DataDirectory directory,
      Database database,
      BlobStore blobs,
      String apiKey,
      ApiKeys keys,
      Identity identity) {}

  /**
   * Opens the data directory, making it and its key at the first start, removes leftovers of
   * unfinished uploads, and listens.
   *
   * @param threads makes all of the server's threads (at most about 40)
   * @param clock for expiry and recorded times
   * @throws DatasetServerException if the port or the data directory cannot be used; nothing stays
   *     open
   */
  public static DatasetServer start(
      DatasetServerSettings settings, ThreadFactory threads, Clock clock)
      throws DatasetServerException {
    return start(settings, threads, clock, StoreWatch.UNWATCHED);
  }

  /**
   * As above.
   *
   * @param watch hears what is done to the disk
   */
  public static DatasetServer start(
      DatasetServerSettings settings, ThreadFactory threads, Clock clock, StoreWatch watch)
      throws DatasetServerException {
    return start(settings, threads, clock, Limits.DEFAULT, watch);
  }

  static DatasetServer start(
      DatasetServerSettings settings, ThreadFactory threads, Clock clock, Limits limits)
      throws DatasetServerException {
    return start(settings, threads, clock, limits, StoreWatch.UNWATCHED);
  }

  private static DatasetServer start(
      DatasetServerSettings settings,
      ThreadFactory threads,
      Clock clock,
      Limits limits,
      StoreWatch watch)
      throws DatasetServerException {
    Closer open = Closer.create();
    boolean started = false;
    try {
      Parts parts = openParts(settings.dataDirectory(), clock, limits, watch, open);
      HttpFront front = open.register(HttpFront.bind(settings.port(), limits, threads));
      Sessions sessions = new Sessions(clock, front.port());
      PageLinkFile linkFile =
          open.register(new PageLinkFile(parts.directory().linkFile(), uri(front), sessions));
      Optional<RequestQuota> quota =
          settings.rateLimit().map(limit -> new RequestQuota(limit, clock));
      front.serve(handler(parts, front, sessions, linkFile, limits, clock, quota));
      linkFile.renew();
      DatasetServer server = new DatasetServer(parts, front, sessions, open);
      started = true;
      LOG.info("dataset server listens on {}, data in {}", server.uri, server.dataDirectory());
      return server;
    } catch (IOException | SQLException e) {
      throw DataDirectory.unusable(settings.dataDirectory(), e);
    } finally {
      if (!started) {
        closeAll(open);
      }
    }
  }

  private static Parts openParts(
      Path root, Clock clock, Limits limits, StoreWatch watch, Closer open)
      throws DatasetServerException, IOException, SQLException {
    DataDirectory directory = open.register(DataDirectory.open(root));
    watch.passed(StorePoint.TAKEN);
    String apiKey = ApiKeyFile.readOrCreate(directory.keyFile());
    Database database = Database.open(directory.databaseFile(), watch);
    open.register(() -> close(database));
    BlobStore blobs = BlobStore.open(directory.root(), limits.reservedDiskBytes(), watch);
    ApiKeys keys = ApiKeys.open(database, apiKey, clock);
    Identity identity = Identity.readOrCreate(database, clock);
    watch.passed(StorePoint.LEFTOVERS_KNOWN);
    new Sweep(database, blobs, clock.instant()).run();
    watch.passed(StorePoint.OPENED);
    return new Parts(directory, database, blobs, apiKey, keys, identity);
  }

  private static void close(Database database) throws IOException {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IOException("the database did not close", e);
    }
  }

  private static FrontHandler handler(
      Parts parts,
      HttpFront front,
      Sessions sessions,
      PageLinkFile linkFile,
      Limits limits,
      Clock clock,
      Optional<RequestQuota> quota)
      throws IOException {
    HostNames hosts = new HostNames(front.port());
    UrlSigner signer = new UrlSigner(parts.identity().urlSecret(), uri(front), clock);
    BlobReplies bytes = new BlobReplies(parts.blobs());
    IdempotentWrites writes = new IdempotentWrites(parts.database(), limits, clock);
    Router api = new Router();
    new OrganizationResource(parts.identity()).addTo(api);
    new DatasetResource(parts.database(), parts.identity(), clock).addTo(api, writes);
    ImageIntake intake = new ImageIntake(parts.blobs(), signer, limits, clock);
    new UploadResource(intake).addTo(api, writes);
    new BulkUploadResource(intake).addTo(api, writes);
    new ImageResource(parts.database(), bytes, clock).addTo(api);
    Router open = new Router();
    new StorageResource(parts.database(), parts.blobs(), signer, limits, clock).addTo(open);
    new PageResource(parts.database(), bytes, parts.keys(), sessions, linkFile, hosts).addTo(open);
    StaticFiles.addTo(open);
    return new FrontHandler(hosts, new Gate(parts.keys(), quota), api, open);
  }

  private static URI uri(HttpFront front) {
    return URI.create("http://127.0.0.1:" + front.port());
  }

  /** The port that it listens on, also if 0 was asked for. */
  public int port() {
    return port;
  }

  /** The base of the API and the page: {@code http://127.0.0.1:PORT}. */
  public URI uri() {
    return uri;
  }

  /** A UUID that stays with the data directory. */
  public String instanceId() {
    return identity.instanceId();
  }

  /** The file with the API key, readable by its owner alone. */
  public Path keyFile() {
    return directory.keyFile();
  }

  /** Where the key of a data directory is, for a client that its owner starts. */
  public static Path keyFile(Path dataDirectory) {
    return dataDirectory.resolve(DataDirectory.KEY_FILE);
  }

  /** The API key; a secret, for the one caller that shows it to its owner. */
  public String apiKey() {
    return apiKey;
  }

  /** A new link that opens the page without the key, once and within an hour; a secret. */
  public URI pageLink() {
    return PageLinkFile.link(uri, sessions.newLinkToken());
  }

  /**
   * The file with a link that opens the page without the key, once; another one as soon as it was
   * used. Readable by its owner alone, and there while the server runs.
   */
  public Path pageLinkFile() {
    return directory.linkFile();
  }

  /** The data directory, as a real path. */
  public Path dataDirectory() {
    return directory.root();
  }

  /** Bytes that this user can still store on the disk of the data directory. */
  public long usableBytes() throws IOException {
    return blobs.usableBytes();
  }

  /**
   * Stops listening, gives running requests a few seconds, then cuts them off and closes the data
   * directory. Further calls do nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closeAll(open);
    }
  }

  private static void closeAll(Closer open) {
    try {
      open.close();
    } catch (IOException e) {
      LOG.warn("the dataset server did not close cleanly: {}", e.toString());
    }
  }
}
