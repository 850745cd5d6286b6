package io.sluice.datasetserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;

/** The pages, and logging in to them. */
final class PageResource {
  private static final int DATASETS_PER_PAGE = 20;
  private static final int LATEST_PER_DATASET = 6;
  private static final int IMAGES_PER_PAGE = 60;
  private static final long LAST_PAGE = 1_000_000;
  private static final int LOGIN_BYTES = 1_024;

  private final Database database;
  private final BlobReplies blobs;
  private final ApiKeys keys;
  private final Sessions sessions;
  private final PageLinkFile linkFile;
  private final HostNames hosts;

  PageResource(
      Database database,
      BlobReplies blobs,
      ApiKeys keys,
      Sessions sessions,
      PageLinkFile linkFile,
      HostNames hosts) {
    this.database = database;
    this.blobs = blobs;
    this.keys = keys;
    this.sessions = sessions;
    this.linkFile = linkFile;
    this.hosts = hosts;
  }

  void addTo(Router router) {
    router.add("GET", "/", this::front);
    router.add("GET", "/d/{}", loggedIn(this::dataset));
    router.add("GET", "/i/{}", loggedIn(this::image));
    router.add("POST", "/login", this::logIn);
    router.add("POST", "/logout", this::logOut);
  }

  private Endpoint loggedIn(Endpoint endpoint) {
    return call ->
        sessions.isOpen(call.request()) ? endpoint.answer(call) : LoginPage.reply(401, "");
  }

  private Reply front(Call call) throws IOException, SQLException {
    Optional<String> token = call.query().text("token");
    if (token.isEmpty()) {
      return loggedIn(this::datasets).answer(call);
    }
    if (!sessions.redeem(token.get())) {
      return LoginPage.reply(403, "This link was used before, or is too old. Log in with the key.");
    }
    linkFile.renew();
    return welcome();
  }

  private Reply welcome() {
    return PageLayout.secured(Reply.seeOther("/")).with(HttpHeader.SET_COOKIE, sessions.start());
  }

  private Reply logIn(Call call) throws IOException {
    requireOwnOrigin(call);
    String form = new String(RequestBody.read(call, LOGIN_BYTES), StandardCharsets.UTF_8);
    Optional<String> key = QueryParameters.parse(form).text("key").map(String::strip);
    if (key.isEmpty() || !keys.accept(key.get())) {
      return LoginPage.reply(401, "That is not a key of this server.");
    }
    return welcome();
  }

  private Reply logOut(Call call) {
    requireOwnOrigin(call);
    return PageLayout.secured(Reply.seeOther("/"))
        .with(HttpHeader.SET_COOKIE, sessions.end(call.request()));
  }

  private void requireOwnOrigin(Call call) {
    if (!hosts.acceptOrigin(call.request())) {
      throw new Problem(403, "forbidden", "this form was sent by another site");
    }
  }

  private static long page(Call call) {
    return Math.min(call.query().number("page", 1, 1), LAST_PAGE);
  }

  private Reply datasets(Call call) throws IOException, SQLException {
    long page = page(call);
    Html content =
        database.read(
            c -> {
              Slice<Dataset> slice =
                  DatasetTable.list(c, false, DATASETS_PER_PAGE, (page - 1) * DATASETS_PER_PAGE);
              return DatasetListPage.content(slice, latest(c, slice.rows()), page);
            });
    return unlessUnchanged(call, PageLayout.live(200, "Datasets", content));
  }

  private static Map<String, List<Image>> latest(Connection c, List<Dataset> datasets)
      throws SQLException {
    Map<String, List<Image>> latest = new LinkedHashMap<>();
    for (Dataset dataset : datasets) {
      latest.put(
          dataset.id(),
          ImageTable.rows(
              c, ImageQuery.visible(dataset.id(), Optional.empty(), LATEST_PER_DATASET, 0)));
    }
    return latest;
  }

  private Reply dataset(Call call) throws IOException, SQLException {
    long page = page(call);
    Optional<String> chosen = call.query().text("folder");
    Optional<Reply> reply =
        database.read(
            c -> {
              Optional<Dataset> dataset = DatasetTable.find(c, call.variable(0));
              return dataset.isEmpty()
                  ? Optional.empty()
                  : Optional.of(dataset(c, dataset.get(), chosen, page));
            });
    return reply.isPresent() ? unlessUnchanged(call, reply.get()) : noSuchDataset();
  }

  private static Reply dataset(Connection c, Dataset dataset, Optional<String> chosen, long page)
      throws SQLException {
    Slice<Image> images =
        ImageTable.list(
            c,
            ImageQuery.visible(
                dataset.id(), chosen, IMAGES_PER_PAGE, (page - 1) * IMAGES_PER_PAGE));
    List<Directory> directories =
        ImageTable.directories(c, dataset.id(), DatasetPage.MOST_DIRECTORIES + 1);
    return PageLayout.live(
        200, dataset.name(), DatasetPage.content(dataset, directories, chosen, images, page));
  }

  private static Reply noSuchDataset() {
    Html content =
        new Html()
            .open("section", "class", "empty")
            .element("h1", "There is no such dataset")
            .open("p")
            .element("a", "All datasets", "href", "/")
            .close("p")
            .close("section");
    return PageLayout.plain(404, "Not found", content);
  }

  private Reply image(Call call) throws IOException, SQLException {
    Optional<Image> image = database.read(c -> ImageTable.find(c, call.variable(0)));
    return blobs.reply(call, image.orElseThrow(() -> Problem.notFound("there is no such image")));
  }

  /** The page's script asks often; it gets the page only when there is something new. */
  private static Reply unlessUnchanged(Call call, Reply page) {
    if (!(page.body() instanceof Reply.Text text)) {
      return page;
    }
    String etag = Digests.etag(text.text());
    Reply reply =
        etag.equals(call.header("If-None-Match").orElse(""))
            ? PageLayout.secured(Reply.empty(304))
            : page;
    return reply.with(HttpHeader.ETAG, etag);
  }
}
