package io.sluice.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes of a configuration file as text: bounded, UTF-8, printable. */
final class ConfigFile {
  private static final int MAX_BYTES = 1_000_000;

  private ConfigFile() {}

  static String read(Path file) throws YamlFault {
    if (Files.isDirectory(file)) {
      throw new YamlFault(0, "is a directory; name the file in it");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new YamlFault(0, "the file is larger than 1 MB, the most a configuration may have");
      }
      return printable(decoded(bytes));
    } catch (NoSuchFileException e) {
      throw new YamlFault(0, "the file does not exist");
    } catch (AccessDeniedException e) {
      throw new YamlFault(0, "the file cannot be read by the user that runs Sluice");
    } catch (IOException e) {
      throw new YamlFault(0, "the file cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static String decoded(byte[] bytes) throws YamlFault {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      throw new YamlFault(lineAt(text, text.length()), "not UTF-8 text; save the file as UTF-8");
    }
    boolean marked = text.length() > 0 && text.charAt(0) == '\uFEFF';
    return (marked ? text.subSequence(1, text.length()) : text).toString();
  }

  private static String printable(String text) throws YamlFault {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
        throw new YamlFault(
            lineAt(text, i),
            String.format("holds the control character 0x%02x; remove it", (int) c));
      }
    }
    return text;
  }

  private static int lineAt(CharSequence text, int index) {
    return 1 + (int) text.subSequence(0, index).chars().filter(c -> c == '\n').count();
  }
}
