package io.sluice.target.darwin;

import io.sluice.item.RemoteName;
import io.sluice.target.DraftName;
import io.sluice.target.InvalidNameException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * The platform's rules for names: not empty, without a slash. They are kept in composed form (NFC),
 * so that one name is one whatever spelling a disk has for it.
 */
final class DarwinNames {
  private DarwinNames() {}

  /** The name that {@code draft} has at the platform. */
  static RemoteName name(DraftName draft) throws InvalidNameException {
    StringBuilder directory = new StringBuilder();
    for (String segment : draft.directory().split("/", -1)) {
      if (!segment.isEmpty() && !segment.equals(".")) {
        directory.append('/').append(composed(segment, "the folder name"));
      }
    }
    String fileName = composed(draft.fileName(), "the name");
    if (fileName.isBlank()) {
      throw new InvalidNameException("the name is empty, which the platform does not take");
    }
    if (fileName.indexOf('/') >= 0) {
      throw new InvalidNameException("the name has a slash, which the platform does not take");
    }
    return new RemoteName(
        draft.scope(), directory.isEmpty() ? "/" : directory.toString(), fileName);
  }

  private static String composed(String name, String what) throws InvalidNameException {
    try {
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
    } catch (CharacterCodingException e) {
      throw new InvalidNameException(what + " is not valid Unicode, which the platform needs");
    }
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
