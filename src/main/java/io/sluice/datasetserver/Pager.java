package io.sluice.datasetserver;

/** Links to the neighbouring pages of a list. */
final class Pager {
  private Pager() {}

  /**
   * The links; nothing if the list fits on one page.
   *
   * @param page from 1
   * @param prefix URL up to and including the {@code ?} or {@code &} before the page's number
   */
  static Html html(Slice<?> slice, long page, String prefix) {
    Html html = new Html();
    long pages = Math.max(1, (slice.total() + slice.limit() - 1) / slice.limit());
    if (pages == 1 && page == 1) {
      return html;
    }
    html.open("nav", "class", "pager", "aria-label", "Pages");
    if (page > 1) {
      html.element(
          "a", "\u2190 Newer", "rel", "prev", "href", prefix + "page=" + Math.min(page - 1, pages));
    }
    html.element("span", "Page " + page + " of " + pages, "class", "facts");
    if (page < pages) {
      html.element("a", "Older \u2192", "rel", "next", "href", prefix + "page=" + (page + 1));
    }
    return html.close("nav");
  }
}
