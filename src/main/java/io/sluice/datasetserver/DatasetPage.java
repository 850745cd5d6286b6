package io.sluice.datasetserver;

import java.util.List;
import java.util.Optional;

/** Shows the directories and images of one dataset. */
final class DatasetPage {
  /** More directories than these are counted, not listed. */
  static final int MOST_DIRECTORIES = 200;

  private DatasetPage() {}

  static String path(String datasetId) {
    return "/d/" + datasetId;
  }

  /**
   * The page.
   *
   * @param directories at most one more than are listed
   * @param chosen the directory whose images are shown; all if empty
   * @param page from 1
   */
  static Html content(
      Dataset dataset,
      List<Directory> directories,
      Optional<String> chosen,
      Slice<Image> images,
      long page) {
    Html html =
        new Html()
            .open("nav", "class", "crumbs", "aria-label", "Breadcrumb")
            .element("a", "Datasets", "href", "/")
            .close("nav")
            .open("div", "class", "title")
            .open("h1")
            .element("bdi", dataset.name())
            .close("h1")
            .open("p", "class", "facts")
            .text(PageLayout.count(dataset.imageCount(), "image"))
            .text(" \u00b7 " + PageLayout.bytes(dataset.totalSize()) + " \u00b7 updated ")
            .add(PageLayout.time(dataset.updatedAt()))
            .close("p")
            .close("div");
    if (dataset.imageCount() == 0) {
      return html.add(empty("No images yet", "Images appear here by themselves as they arrive."));
    }
    html.add(directories(dataset, directories, chosen));
    if (images.rows().isEmpty()) {
      return html.add(empty("No images here", "Choose another folder or page."));
    }
    html.open("ul", "class", "grid");
    for (Image image : images.rows()) {
      html.add(ImageCard.tile(image, chosen.isEmpty()));
    }
    return html.close("ul").add(Pager.html(images, page, link(dataset, chosen)));
  }

  private static Html empty(String title, String hint) {
    return new Html()
        .open("section", "class", "empty")
        .element("h2", title)
        .element("p", hint)
        .close("section");
  }

  private static String link(Dataset dataset, Optional<String> directory) {
    return path(dataset.id())
        + "?"
        + directory.map(path -> "folder=" + UrlText.encode(path) + "&").orElse("");
  }

  private static Html directories(
      Dataset dataset, List<Directory> directories, Optional<String> chosen) {
    Html html =
        new Html()
            .open("nav", "class", "folders", "aria-label", "Folders")
            .add(chip("All folders", path(dataset.id()), dataset.imageCount(), chosen.isEmpty()));
    directories.stream()
        .limit(MOST_DIRECTORIES)
        .forEach(
            d ->
                html.add(
                    chip(
                        d.path(),
                        path(dataset.id()) + "?folder=" + UrlText.encode(d.path()),
                        d.imageCount(),
                        chosen.filter(d.path()::equals).isPresent())));
    if (directories.size() > MOST_DIRECTORIES) {
      html.element(
          "span", "The first " + MOST_DIRECTORIES + " folders are listed.", "class", "facts");
    }
    return html.close("nav");
  }

  private static Html chip(String name, String href, long count, boolean current) {
    Html html = new Html();
    if (current) {
      html.open("a", "href", href, "aria-current", "page");
    } else {
      html.open("a", "href", href);
    }
    return html.element("bdi", name)
        .element("span", Long.toString(count), "class", "count")
        .close("a");
  }
}
