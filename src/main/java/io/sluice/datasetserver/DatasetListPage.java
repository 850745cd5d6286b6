package io.sluice.datasetserver;

import java.util.List;
import java.util.Map;

/** Shows the datasets, each with its latest images. */
final class DatasetListPage {
  private DatasetListPage() {}

  /**
   * The page.
   *
   * @param latest a few images per dataset id, newest first
   * @param page from 1
   */
  static Html content(Slice<Dataset> datasets, Map<String, List<Image>> latest, long page) {
    Html html = new Html().open("div", "class", "title").element("h1", "Datasets");
    if (datasets.total() > 0) {
      html.element("p", PageLayout.count(datasets.total(), "dataset"), "class", "facts");
    }
    html.close("div");
    if (datasets.total() == 0) {
      return html.add(nothingYet());
    }
    html.open("ul", "class", "datasets");
    for (Dataset dataset : datasets.rows()) {
      html.add(entry(dataset, latest.getOrDefault(dataset.id(), List.of())));
    }
    return html.close("ul").add(Pager.html(datasets, page, "/?"));
  }

  private static Html nothingYet() {
    return new Html()
        .open("section", "class", "empty")
        .element("h2", "No datasets yet")
        .open("p")
        .text("Upload a folder of images, and a dataset with the folder\u2019s name appears here:")
        .close("p")
        .open("pre")
        .element("code", "java -jar sluice.jar run /path/to/folder")
        .close("pre")
        .element("p", "This page shows new images by itself.", "class", "facts")
        .close("section");
  }

  private static Html entry(Dataset dataset, List<Image> latest) {
    Html html =
        new Html()
            .open("li")
            .open("a", "class", "dataset", "href", DatasetPage.path(dataset.id()))
            .open("div")
            .open("h2")
            .element("bdi", dataset.name())
            .close("h2")
            .open("p", "class", "facts")
            .text(PageLayout.count(dataset.imageCount(), "image"))
            .text(" \u00b7 " + PageLayout.bytes(dataset.totalSize()) + " \u00b7 updated ")
            .add(PageLayout.time(dataset.updatedAt()))
            .close("p")
            .close("div")
            .open("div", "class", "strip");
    for (Image image : latest) {
      html.open("span", "class", "thumb", "id", "latest-" + image.id(), "data-keep", "")
          .add(ImageCard.picture(image))
          .close("span");
    }
    return html.close("div").close("a").close("li");
  }
}
