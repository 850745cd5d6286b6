package io.sluice.datasetserver;

/** Asks for the key. */
final class LoginPage {
  private LoginPage() {}

  /** The page with an explanation of why it is shown, which may be blank. */
  static Reply reply(int status, String notice) {
    Html content =
        new Html().open("section", "class", "login").element("h1", "Log in to see the datasets");
    if (!notice.isBlank()) {
      content.element("p", notice, "class", "notice", "role", "alert");
    }
    content
        .open("form", "method", "post", "action", "/login")
        .element("label", "API key", "for", "key")
        .open(
            "input",
            "id",
            "key",
            "name",
            "key",
            "type",
            "password",
            "autocomplete",
            "current-password",
            "spellcheck",
            "false",
            "placeholder",
            "pk_live_\u2026",
            "required",
            "",
            "autofocus",
            "")
        .element("button", "Log in")
        .close("form")
        .open("p", "class", "hint")
        .text("The key is in the file ")
        .element("code", "api-key")
        .text(" of the data directory. The server also prints a link that opens this page once")
        .text(" without a key, each time it starts.")
        .close("p")
        .close("section");
    return PageLayout.plain(status, "Log in", content);
  }
}
