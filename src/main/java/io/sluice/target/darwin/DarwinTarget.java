package io.sluice.target.darwin;

import io.sluice.file.ContentDigest;
import io.sluice.file.DisplayText;
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
import io.sluice.target.web.HeldKey;
import io.sluice.target.web.StorageUpload;
import io.sluice.target.web.StorageUrls;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** One team's account of V7 Darwin. */
public final class DarwinTarget implements Target {
  /** What one request to the storage can carry; files are sent in one. */
  public static final long LARGEST_FILE_BYTES = 5L << 30;

  /** The most items in one registration. */
  private static final int LARGEST_GROUP = 500;

  /** Names in one look-up: as many as an address holds, as a rule. */
  private static final int NAMES_AT_ONCE = 50;

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          LARGEST_GROUP,
          1,
          LARGEST_FILE_BYTES,
          Duration.ZERO,
          false,
          true,
          false,
          false,
          NAMES_AT_ONCE,
          false);

  private final HttpClients clients;
  private final HeldKey key;
  private final DarwinApi api;
  private final TeamName team;
  private final Datasets datasets;
  private final Registration registration;
  private final SlotUpload slotUpload;
  private final Confirmation confirmation;
  private final ItemListing listing;

  private DarwinTarget(
      DarwinSettings settings,
      ApiKey apiKey,
      Pace pace,
      Clock clock,
      HttpClients clients,
      PartBytes progress) {
    this.clients = clients;
    this.key = new HeldKey(apiKey);
    this.api = new DarwinApi(settings.url(), clients.api(), key, pace, clock);
    this.team = new TeamName(api, settings.team());
    this.datasets = new Datasets(api);
    this.listing = new ItemListing(api, team);
    this.registration = new Registration(api, team, datasets, listing);
    this.slotUpload =
        new SlotUpload(
            api,
            team,
            new StorageUrls(settings.url(), settings.insecureHttp()),
            new StorageUpload(
                clients.storage(), pace, clock, settings.workers(), key::mask, progress));
    this.confirmation = new Confirmation(api, team);
  }

  /**
   * A target that owns its connections until it is closed. Makes no request and reads no key yet.
   *
   * @param network the way to it and to its storage
   * @param apiKey asked for each {@link #check()}
   * @param pace shared by everything that uses the same API key
   * @param threads makes the threads that requests run on
   * @param progress hears of the bytes of files that go out
   */
  public static DarwinTarget create(
      DarwinSettings settings,
      Network network,
      ApiKey apiKey,
      Pace pace,
      Clock clock,
      ThreadFactory threads,
      PartBytes progress) {
    HttpClients clients =
        new HttpClients(
            settings.version(), settings.workers(), threads, settings.insecureHttp(), network);
    return new DarwinTarget(settings, apiKey, pace, clock, clients, progress);
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<Duration> clockAhead() {
    return api.clockAhead();
  }

  @Override
  public String check() throws TargetException, InterruptedException {
    key.renew();
    return "team " + DisplayText.of(team.check(), 200);
  }

  @Override
  public Dataset openDataset(String name, boolean createIfMissing)
      throws TargetException, InterruptedException {
    team.confirm();
    return datasets.open(name, createIfMissing);
  }

  @Override
  public RemoteName name(DraftName draft) throws InvalidNameException {
    return DarwinNames.name(draft);
  }

  @Override
  public List<ItemOutcome> reserve(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    if (items.size() > LARGEST_GROUP) {
      throw new IllegalArgumentException(
          "groups hold at most %d items, not %d".formatted(LARGEST_GROUP, items.size()));
    }
    return registration.reserve(dataset, items);
  }

  @Override
  public ItemOutcome transfer(Item item, Part part, Reservation reservation)
      throws TargetException, InterruptedException {
    return slotUpload.send(item, part, UploadIds.of(reservation).upload(part));
  }

  @Override
  public List<ItemOutcome> commit(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException {
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (SentItem one : sent) {
      outcomes.add(confirmation.confirm(one));
    }
    return List.copyOf(outcomes);
  }

  @Override
  public List<Finding> find(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    return listing.find(dataset, items);
  }

  @Override
  public ListingPage list(Dataset dataset, Optional<String> directory, Optional<String> cursor)
      throws TargetException, InterruptedException {
    return listing.page(dataset, directory, cursor);
  }

  /** The platform offers no documented way back to the bytes that it was sent. */
  @Override
  public Optional<ContentDigest> download(Dataset dataset, RemoteImage image) {
    return Optional.empty();
  }

  /** Ends all connections; calls under way end with an error. */
  @Override
  public void close() {
    clients.close();
  }
}
