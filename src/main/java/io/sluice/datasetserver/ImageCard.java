package io.sluice.datasetserver;

import java.util.Optional;

/** An image as pages show it. */
final class ImageCard {
  private ImageCard() {}

  static String path(Image image) {
    return "/i/" + image.id();
  }

  /** The picture itself, or the name of its type where browsers cannot show it. */
  static Html picture(Image image) {
    Optional<ImageType> type = ImageType.ofContentType(image.contentType());
    if (type.isPresent() && type.get().shownByBrowsers()) {
      return new Html()
          .open(
              "img",
              "src",
              path(image),
              "alt",
              image.filename(),
              "loading",
              "lazy",
              "decoding",
              "async");
    }
    String name = type.map(ImageType::name).orElse("file");
    return new Html().element("span", name, "class", "type");
  }

  /** A tile that links to the original. */
  static Html tile(Image image, boolean withDirectory) {
    Html html =
        new Html()
            .open("li", "id", "image-" + image.id(), "data-keep", "")
            .open("a", "href", path(image), "title", image.filename())
            .open("span", "class", "thumb")
            .add(picture(image))
            .close("span")
            .open("span", "class", "name")
            .element("bdi", image.filename())
            .close("span")
            .open("span", "class", "facts");
    if (image.width().isPresent() && image.height().isPresent()) {
      html.text(image.width().getAsLong() + "\u00d7" + image.height().getAsLong() + " \u00b7 ");
    }
    html.text(PageLayout.bytes(image.fileSize())).close("span");
    if (withDirectory) {
      html.open("span", "class", "facts").element("bdi", image.directoryPath()).close("span");
    }
    return html.close("a").close("li");
  }
}
