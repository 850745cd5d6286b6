package io.sluice.item;

import com.google.common.base.Utf8;
import io.sluice.file.ContentDigest;
import io.sluice.file.StampedFile;
import java.util.Objects;
import java.util.Optional;

/** Where the bytes of a part come from. */
public sealed interface Source {
  /** Bytes to be sent, where that is known beforehand. */
  long sizeBytes();

  /** What it is known by; empty for a file that has not been read. */
  Optional<ContentDigest> knownDigest();

  /**
   * A file of this machine.
   *
   * @param file where it is, and what it must still be when it is read
   * @param knownDigest its SHA-256, or empty while it has not been read; a record component only
   *     because a value without it would be another type for a moment
   */
  record LocalFile(StampedFile file, Optional<ContentDigest> knownDigest) implements Source {
    public LocalFile {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(knownDigest, "knownDigest");
    }

    @Override
    public long sizeBytes() {
      return file.sizeBytes();
    }
  }

  /**
   * Something on the web, which the platform fetches for itself.
   *
   * @param address {@code http} or {@code https}; may hold a secret, and is not to be shown
   * @param kind what is there
   */
  record Url(String address, InputKind kind) implements Source {
    public Url {
      Objects.requireNonNull(kind, "kind");
      if (address.isBlank()) {
        throw new IllegalArgumentException("a URL must not be blank");
      }
    }

    /** No byte of it goes through this machine. */
    @Override
    public long sizeBytes() {
      return 0;
    }

    /** Of the URL: what is there is not known. */
    @Override
    public Optional<ContentDigest> knownDigest() {
      return Optional.of(ContentDigest.ofText(address));
    }

    @Override
    public String toString() {
      return "Url[" + kind + "]";
    }
  }

  /**
   * A text that is in no file.
   *
   * @param content not blank
   */
  record Text(String content) implements Source {
    public Text {
      if (content.isBlank()) {
        throw new IllegalArgumentException("a text must not be blank");
      }
    }

    /** In UTF-8. */
    @Override
    public long sizeBytes() {
      return Utf8.encodedLength(content);
    }

    /** Of its bytes in UTF-8. */
    @Override
    public Optional<ContentDigest> knownDigest() {
      return Optional.of(ContentDigest.ofText(content));
    }

    @Override
    public String toString() {
      return "Text[" + content.length() + " characters]";
    }
  }
}
