package io.sluice.target.clarifai;

import io.sluice.annotation.InputDetails;
import io.sluice.file.ContentDigest;
import io.sluice.file.DisplayText;
import io.sluice.http.HttpClients;
import io.sluice.http.Network;
import io.sluice.item.InputKind;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import io.sluice.pace.Pace;
import io.sluice.target.Capabilities;
import io.sluice.target.Dataset;
import io.sluice.target.DraftName;
import io.sluice.target.EntryLinks;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.ListingPage;
import io.sluice.target.PartBytes;
import io.sluice.target.RemoteImage;
import io.sluice.target.Reservation;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.web.ApiKey;
import io.sluice.target.web.HeldKey;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/** One app of one account of Clarifai. */
public final class ClarifaiTarget implements Target {
  /** The most inputs in one request of the platform. */
  public static final int LARGEST_GROUP = 128;

  /** The largest file that the platform takes, of any kind. */
  public static final long LARGEST_FILE_BYTES = MediaKind.LARGEST_REQUEST_FILES;

  /** As many as fit into one request line, with every id that each may have. */
  static final int NAMES_AT_ONCE = 32;

  private final ClarifaiSettings settings;
  private final HttpClients clients;
  private final HeldKey key;
  private final ClarifaiApi api;
  private final Datasets datasets;
  private final Uploads uploads;
  private final Findings findings;
  private final Following following;
  private final Attachments attachments;
  private final InputListing listing;
  private final MemberLinks links;

  private ClarifaiTarget(
      ClarifaiSettings settings,
      ApiKey apiKey,
      Pace pace,
      Clock clock,
      HttpClients clients,
      PartBytes progress) {
    this.settings = settings;
    this.clients = clients;
    this.key = new HeldKey(apiKey);
    this.api = new ClarifaiApi(settings, clients.api(), key, pace, clock);
    this.datasets = new Datasets(api, settings.userId() + "/" + settings.appId());
    InputLookup lookup = new InputLookup(api);
    Members members = new Members(api, clock);
    PostedInputs replies = new PostedInputs(api, settings.waitForProcessing());
    Concepts concepts = new Concepts(api);
    InputPosts posts = new InputPosts(api, concepts, pace, settings.workers(), progress);
    Places places = new Places(lookup, members);
    this.findings = new Findings(places, replies);
    this.uploads = new Uploads(api, places, members, posts, replies, pace);
    this.following = new Following(lookup, members, replies, settings);
    this.attachments = new Attachments(lookup, new AnnotationPosts(api, concepts), replies);
    this.listing = new InputListing(api);
    this.links = new MemberLinks(lookup, members);
  }

  /**
   * A target that owns its connections until it is closed. Makes no request and reads no key yet.
   *
   * @param network the way to it
   * @param apiKey asked for each {@link #check()}
   * @param pace shared by everything that uses the same key
   * @param threads makes the threads that requests run on
   * @param progress hears of the bytes of files that go out
   */
  public static ClarifaiTarget create(
      ClarifaiSettings settings,
      Network network,
      ApiKey apiKey,
      Pace pace,
      Clock clock,
      ThreadFactory threads,
      PartBytes progress) {
    HttpClients clients =
        new HttpClients(
            settings.version(), settings.workers(), threads, settings.insecureHttp(), network);
    return new ClarifaiTarget(settings, apiKey, pace, clock, clients, progress);
  }

  /** What a file of that name is to the platform; empty for one that it does not take. */
  public static Optional<InputKind> kindOf(String fileName) {
    return MediaKind.of(fileName).map(kind -> InputKind.valueOf(kind.name()));
  }

  /**
   * The keys of metadata that inputs are known by, and that nobody else may write.
   *
   * @param byContent whether an item has an id of its own or is no file, so that its content alone
   *     tells whether an input is its own
   */
  public static Set<String> ownMetadata(boolean byContent) {
    return KnownBy.keys(byContent);
  }

  /**
   * The id under which an item is sent beside what has its own; the same for that one, too.
   *
   * @param given the id that it was given, if any
   * @param content the SHA-256 of its content
   * @return empty where its ids come from its name
   */
  public static Optional<String> idBeside(
      Optional<String> given, Source source, ContentDigest content) {
    return InputIds.beside(given, source, content);
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        LARGEST_GROUP,
        LARGEST_GROUP,
        LARGEST_FILE_BYTES,
        Duration.ZERO,
        true,
        false,
        true,
        true,
        NAMES_AT_ONCE,
        false,
        MediaKind.LARGEST_REQUEST_FILES,
        false);
  }

  @Override
  public Optional<Duration> clockAhead() {
    return api.clockAhead();
  }

  @Override
  public String check() throws TargetException, InterruptedException {
    key.renew();
    ApiAnswer answer = api.get(api.app().build());
    if (answer.isMissing()) {
      throw new TargetException(
          Kind.REFUSED,
          "there is no app "
              + DisplayText.of(settings.appId(), 100)
              + " of the user "
              + DisplayText.of(settings.userId(), 100)
              + ": correct user-id and app-id");
    }
    if (!answer.isGood()) {
      throw api.unexpected(answer);
    }
    return "app "
        + DisplayText.of(settings.appId(), 100)
        + " of user "
        + DisplayText.of(settings.userId(), 100);
  }

  @Override
  public Dataset openDataset(String name, boolean createIfMissing)
      throws TargetException, InterruptedException {
    return datasets.open(name, createIfMissing);
  }

  /** The platform has no folders and no file names: both are kept as they are, in composed form. */
  @Override
  public RemoteName name(DraftName draft) {
    return new RemoteName(draft.scope(), composed(draft.directory()), composed(draft.fileName()));
  }

  @Override
  public List<ItemOutcome> reserve(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    requireGroup(items.size());
    return uploads.reserve(dataset, items);
  }

  @Override
  public ItemOutcome transfer(Item item, Part part, Reservation reservation)
      throws TargetException {
    return uploads.read(item, part, InputTicket.of(reservation));
  }

  @Override
  public List<ItemOutcome> commit(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException {
    requireGroup(sent.size());
    return uploads.commit(dataset, sent);
  }

  @Override
  public List<ItemOutcome> follow(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    return following.follow(dataset, items);
  }

  @Override
  public List<ItemOutcome> attach(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    requireGroup(items.size());
    return attachments.attach(items);
  }

  @Override
  public Optional<String> unfit(String fileName, InputDetails details) {
    return MediaKind.of(fileName).flatMap(kind -> kind.unfit(details));
  }

  @Override
  public List<Finding> find(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    return findings.find(dataset, items);
  }

  @Override
  public ListingPage list(Dataset dataset, Optional<String> directory, Optional<String> cursor)
      throws TargetException, InterruptedException {
    return listing.page(dataset, directory, cursor);
  }

  /** Puts inputs of the app into its datasets. */
  public EntryLinks links() {
    return links;
  }

  /** Not known to give back the bytes that it was sent; the hash is in the metadata. */
  @Override
  public Optional<ContentDigest> download(Dataset dataset, RemoteImage image) {
    return Optional.empty();
  }

  /** Ends all connections; calls under way end with an error. */
  @Override
  public void close() {
    clients.close();
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static void requireGroup(int size) {
    if (size > LARGEST_GROUP) {
      throw new IllegalArgumentException(
          "groups hold at most %d items, not %d".formatted(LARGEST_GROUP, size));
    }
  }
}
