package io.sluice.target.pictograph;

import io.sluice.file.ContentDigest;
import io.sluice.file.DisplayText;
import io.sluice.http.BrokenReplyException;
import io.sluice.http.HttpClients;
import io.sluice.http.Network;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.pace.Pace;
import io.sluice.target.Capabilities;
import io.sluice.target.Dataset;
import io.sluice.target.DraftName;
import io.sluice.target.Finding;
import io.sluice.target.InvalidNameException;
import io.sluice.target.ItemOutcome;
import io.sluice.target.ListingPage;
import io.sluice.target.PartBytes;
import io.sluice.target.RemoteImage;
import io.sluice.target.Reservation;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.web.ApiKey;
import io.sluice.target.web.CallErrors;
import io.sluice.target.web.HeldKey;
import io.sluice.target.web.StorageUpload;
import io.sluice.target.web.StorageUrls;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** One account of Pictograph, or of a server that speaks its wire. */
public final class PictographTarget implements Target {
  /** The largest file that the platform takes. */
  public static final long LARGEST_FILE_BYTES = 52_428_800;

  /** The most images in one call of the platform. */
  private static final int LARGEST_GROUP = 500;

  private final Capabilities capabilities;
  private final HttpClients clients;
  private final HeldKey key;
  private final Clock clock;
  private final PictographApi api;
  private final Datasets datasets;
  private final UploadUrls uploadUrls;
  private final StorageUpload storageUpload;
  private final Registration registration;
  private final ImageLookup imageLookup;
  private final ImageListing imageListing;
  private final ImageDownload imageDownload;

  private PictographTarget(
      PictographSettings settings,
      ApiKey apiKey,
      Dimensions dimensions,
      Pace pace,
      Clock clock,
      HttpClients clients,
      PartBytes progress) {
    this.capabilities =
        new Capabilities(
            LARGEST_GROUP,
            LARGEST_GROUP,
            LARGEST_FILE_BYTES,
            UploadUrls.LIFE,
            settings.refusesTakenNames(),
            false,
            false,
            false,
            1,
            true);
    Generations generations = Generations.random();
    this.clients = clients;
    this.clock = clock;
    this.key = new HeldKey(apiKey);
    this.api = new PictographApi(settings.url(), clients.api(), key, pace, clock);
    this.datasets = new Datasets(api, generations);
    this.uploadUrls =
        new UploadUrls(
            api, new StorageUrls(settings.url(), settings.insecureHttp()), generations, clock);
    this.storageUpload =
        new StorageUpload(clients.storage(), pace, clock, settings.workers(), key::mask, progress);
    this.registration = new Registration(api, dimensions);
    this.imageLookup = new ImageLookup(api);
    this.imageListing = new ImageListing(api);
    this.imageDownload = new ImageDownload(api);
  }

  /**
   * A target that owns its connections until it is closed. Makes no request and reads no key yet.
   *
   * @param network the way to it and to its storage
   * @param apiKey asked for each {@link #check()}
   * @param dimensions tells the size of images
   * @param pace shared by everything that uses the same API key
   * @param threads makes the threads that requests run on
   */
  public static PictographTarget create(
      PictographSettings settings,
      Network network,
      ApiKey apiKey,
      Dimensions dimensions,
      Pace pace,
      Clock clock,
      ThreadFactory threads) {
    return create(settings, network, apiKey, dimensions, pace, clock, threads, PartBytes.UNWATCHED);
  }

  /**
   * As above.
   *
   * @param progress hears of the bytes of files that go out
   */
  public static PictographTarget create(
      PictographSettings settings,
      Network network,
      ApiKey apiKey,
      Dimensions dimensions,
      Pace pace,
      Clock clock,
      ThreadFactory threads,
      PartBytes progress) {
    HttpClients clients =
        new HttpClients(
            settings.version(), settings.workers(), threads, settings.insecureHttp(), network);
    return new PictographTarget(settings, apiKey, dimensions, pace, clock, clients, progress);
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Optional<Duration> clockAhead() {
    return api.clockAhead();
  }

  @Override
  public String check() throws TargetException, InterruptedException {
    key.renew();
    ApiReply reply = api.get(api.path("organizations/me").build());
    if (reply instanceof ApiReply.Declined declined) {
      throw new TargetException(
          TargetException.Kind.FAULTY,
          api.host()
              + " does not know its own organisation; is the url right? "
              + declined.reason());
    }
    try {
      String name =
          WireFields.required(WireFields.unwrap(((ApiReply.Accepted) reply).body()), "name");
      return "organisation " + DisplayText.of(name, 200);
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
  }

  @Override
  public Dataset openDataset(String name, boolean createIfMissing)
      throws TargetException, InterruptedException {
    return datasets.open(name, createIfMissing);
  }

  @Override
  public RemoteName name(DraftName draft) throws InvalidNameException {
    return PictographNames.name(draft);
  }

  @Override
  public List<RemoteName> aliases(RemoteName name) {
    return ImageLookup.rendition(name).stream().toList();
  }

  @Override
  public List<ItemOutcome> reserve(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    requireGroup(items.size());
    return uploadUrls.reserve(dataset, items);
  }

  @Override
  public ItemOutcome transfer(Item item, Part part, Reservation reservation)
      throws TargetException, InterruptedException {
    UploadTicket ticket = UploadTicket.of(reservation);
    return clock.instant().isBefore(ticket.expiresAt())
        ? storageUpload.send(item, part, ticket.put())
        : new ItemOutcome.ReservationLost("the upload URL has run out");
  }

  @Override
  public List<ItemOutcome> commit(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException {
    requireGroup(sent.size());
    return registration.register(dataset, sent);
  }

  @Override
  public List<Finding> find(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Item item : items) {
      findings.add(imageLookup.find(dataset, item.name()));
    }
    return List.copyOf(findings);
  }

  @Override
  public ListingPage list(Dataset dataset, Optional<String> directory, Optional<String> cursor)
      throws TargetException, InterruptedException {
    return imageListing.page(dataset, directory, cursor);
  }

  @Override
  public Optional<ContentDigest> download(Dataset dataset, RemoteImage image)
      throws TargetException, InterruptedException {
    return imageDownload.digest(image);
  }

  /** Ends all connections; calls under way end with an error. */
  @Override
  public void close() {
    clients.close();
  }

  private static void requireGroup(int size) {
    if (size > LARGEST_GROUP) {
      throw new IllegalArgumentException(
          "groups hold at most %d items, not %d".formatted(LARGEST_GROUP, size));
    }
  }
}
