package io.sluice.target.darwin;

import io.sluice.file.DisplayText;
import io.sluice.http.BrokenReplyException;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.web.CallErrors;
import java.util.Optional;
import okhttp3.HttpUrl;

/** The team whose items are uploaded: the one that is configured, or else the key's own. */
final class TeamName {
  private final DarwinApi api;
  private final Optional<String> configured;
  private volatile Optional<String> known;
  private volatile boolean confirmed;

  TeamName(DarwinApi api, Optional<String> configured) {
    this.api = api;
    this.configured = configured;
    this.known = configured;
    this.confirmed = configured.isEmpty();
  }

  /**
   * Asks whose key it is.
   *
   * @throws TargetException of kind {@link Kind#REFUSED} when that is another team than configured
   */
  String check() throws TargetException, InterruptedException {
    ApiReply reply = api.get(api.path("users/token_info").build());
    if (reply instanceof ApiReply.Declined declined) {
      throw new TargetException(
          Kind.FAULTY,
          api.host() + " does not know its own key; is the url right? " + declined.reason());
    }
    String slug;
    try {
      slug = WireFields.required(((ApiReply.Accepted) reply).body().path("selected_team"), "slug");
    } catch (BrokenReplyException e) {
      throw CallErrors.broken(api.host(), e);
    }
    if (configured.isPresent() && !configured.get().equals(slug)) {
      throw new TargetException(
          Kind.REFUSED,
          "the API key belongs to the team %s, and the configuration says %s: correct one of them"
              .formatted(DisplayText.of(slug, 100), DisplayText.of(configured.get(), 100)));
    }
    known = Optional.of(slug);
    confirmed = true;
    return slug;
  }

  /**
   * Makes sure, once, that a configured team is the key's own. The platform lists datasets by the
   * key alone and items by the team: with another one every dataset would be found, and nothing in
   * it.
   */
  void confirm() throws TargetException, InterruptedException {
    if (!confirmed) {
      check();
    }
  }

  /** A URL of the team's items, to add segments and parameters to. */
  HttpUrl.Builder items() throws TargetException, InterruptedException {
    Optional<String> team = known;
    String slug = team.isPresent() ? team.get() : check();
    return api.path("v2/teams").addPathSegment(slug).addPathSegment("items");
  }
}
