package io.sluice.app;

import io.sluice.annotation.InputDetails;
import io.sluice.csv.InputIdText;
import io.sluice.csv.InputText;
import io.sluice.item.InputKind;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Something that is to become one input: its content, and what is known of it beside.
 *
 * @param content a file, an address or a text
 * @param details id, concepts, metadata, place and annotations; an id that is given is taken as it
 *     is: up to 128 letters, digits and signs
 */
public record UploadItem(Content content, InputDetails details) {
  public UploadItem {
    Objects.requireNonNull(content, "content");
    details.id().ifPresent(InputIdText::check);
  }

  /** An item of which nothing is known but its content. */
  public UploadItem(Content content) {
    this(content, InputDetails.NONE);
  }

  /** Where the bytes of an item are. */
  public sealed interface Content {
    /**
     * In a file, which is sent when it is whole.
     *
     * @param path absolute
     */
    record File(Path path) implements Content {
      public File {
        if (!path.isAbsolute()) {
          throw new IllegalArgumentException("a file to upload must be absolute: " + path);
        }
        if (path.getFileName() == null) {
          throw new IllegalArgumentException("a file to upload has a name: " + path);
        }
      }
    }

    /**
     * On the web: the platform fetches it by itself.
     *
     * @param address {@code http} or {@code https}, at most 4,096 characters; is never shown
     * @param kind what is there
     */
    record Url(String address, InputKind kind) implements Content {
      public Url {
        InputText.checkUrl(address);
        Objects.requireNonNull(kind, "kind");
      }
    }

    /**
     * The text itself.
     *
     * @param text not blank, at most 1,000,000 characters
     */
    record Text(String text) implements Content {
      public Text {
        if (text.isBlank() || text.length() > InputText.LONGEST_TEXT) {
          throw new IllegalArgumentException(
              "a text has 1 to %d characters, not %d"
                  .formatted(InputText.LONGEST_TEXT, text.length()));
        }
      }
    }
  }
}
