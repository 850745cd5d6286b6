package io.sluice.target.pictograph;

import io.sluice.item.RemoteName;
import io.sluice.target.DraftName;
import io.sluice.target.InvalidNameException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * The platform's rules for names, applied before it does: so that two files whose names it would
 * make one are seen here as two claims of one name.
 *
 * <p>Composed form (NFC); no control characters; {@code \ / : * ? " < > |} become {@code _}; no
 * dots or spaces at either end; at most 255 bytes of UTF-8. A name that fits stays as it is.
 */
final class PictographNames {
  private static final int LONGEST_NAME_BYTES = 255;
  private static final String REPLACED = "[\\\\/:*?\"<>|]";
  private static final String AT_THE_ENDS = "^[. ]+|[. ]+$";

  private PictographNames() {}

  /** The name that the platform gives to {@code draft}. */
  static RemoteName name(DraftName draft) throws InvalidNameException {
    StringBuilder directory = new StringBuilder();
    for (String segment : draft.directory().split("/", -1)) {
      if (!segment.isEmpty()) {
        directory.append('/').append(clean(segment, "the folder name"));
      }
    }
    String fileName = clean(draft.fileName(), "the name");
    if (fileName.indexOf('.') < 0 && draft.fileName().indexOf('.') >= 0) {
      throw new InvalidNameException(
          "the name has nothing before its extension but dots, spaces and control characters,"
              + " which the platform drops; rename the file");
    }
    return new RemoteName(
        draft.scope(), directory.isEmpty() ? "/" : directory.toString(), fileName);
  }

  private static String clean(String name, String what) throws InvalidNameException {
    String printable =
        name.codePoints()
            .filter(c -> !Character.isISOControl(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String composed = Normalizer.normalize(printable, Normalizer.Form.NFC);
    String cleaned = composed.replaceAll(REPLACED, "_").replaceAll(AT_THE_ENDS, "");
    if (cleaned.isEmpty()) {
      throw new InvalidNameException(
          what + " has nothing but dots, spaces and control characters, which the platform drops");
    }
    int bytes = utf8Length(cleaned, what);
    if (bytes > LONGEST_NAME_BYTES) {
      throw new InvalidNameException(
          what + " is " + bytes + " bytes long; the platform takes " + LONGEST_NAME_BYTES);
    }
    return cleaned;
  }

  private static int utf8Length(String text, String what) throws InvalidNameException {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
    } catch (CharacterCodingException e) {
      throw new InvalidNameException(what + " is not valid Unicode, which the platform needs");
    }
  }
}
