package io.sluice.datasetserver;

/** Builds HTML; every text and attribute value is escaped on its way in. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Opens an element; attributes come as name and value in turn. */
  Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
    return this;
  }

  Html close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  Html text(String text) {
    escape(text);
    return this;
  }

  /** A whole element with text alone. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  Html add(Html other) {
    out.append(other.out);
    return this;
  }

  /** Control characters have no place in HTML, not even escaped. */
  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(Character.isISOControl(c) && c != '\n' ? 0xFFFD : c);
              }
            });
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
