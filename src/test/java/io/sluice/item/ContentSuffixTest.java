package io.sluice.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.ContentDigest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentSuffixTest {
  private static final ContentDigest CONTENT = new ContentDigest("1a2b3c4d" + "e".repeat(56));
  private static final ContentDigest OTHER = new ContentDigest("1a2b3c4e" + "e".repeat(56));

  private static RemoteName name(String fileName) {
    return new RemoteName("ds", "/a", fileName);
  }

  private static String suffixed(String fileName) {
    RemoteName named = ContentSuffix.named(name(fileName), CONTENT);
    assertEquals("/a", named.directory());
    assertEquals("ds", named.scope());
    return named.fileName();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @ParameterizedTest
  @CsvSource({
    "photo.jpg,             photo~1a2b3c4d.jpg",
    "archive.tar.gz,        archive.tar~1a2b3c4d.gz",
    "photo,                 photo~1a2b3c4d",
    ".png,                  .png~1a2b3c4d",
    "..png,                 .~1a2b3c4d.png",
    "photo.,                photo~1a2b3c4d.",
    "v1.a long remark here, v1.a long remark here~1a2b3c4d",
    "photo~00000000.jpg,    photo~00000000~1a2b3c4d.jpg",
    "日本 é.jpeg,            日本 é~1a2b3c4d.jpeg",
  })
  void putsTheSuffixBeforeTheExtension(String plain, String wanted) {
    assertEquals(wanted, suffixed(plain));
    assertTrue(ContentSuffix.isIn(name(wanted), CONTENT));
    assertFalse(ContentSuffix.isIn(name(wanted), OTHER));
    assertFalse(ContentSuffix.isIn(name(plain), CONTENT));
  }

  @Test
  void cutsLongNamesBetweenCharacters() {
    assertEquals("x".repeat(242) + "~1a2b3c4d.jpg", suffixed("x".repeat(251) + ".jpg"));
    // 60 of these are 240 bytes, and 2 of the 242 that are left stay unused.
    String smiles = "\uD83D\uDE00".repeat(62);
    assertEquals("\uD83D\uDE00".repeat(60) + "~1a2b3c4d.jpg", suffixed(smiles + "abc.jpg"));
    assertEquals(255, bytes(suffixed("é".repeat(120) + "é".repeat(7) + "a")));
  }

  @Test
  void everyNameStaysWithinItsLimit_andKnowsItsSuffix() {
    long seed = System.nanoTime();
    System.out.println("seed of the suffix test: " + seed);
    Random random = new Random(seed);
    String[] characters = {"a", "é", "日", "\uD83D\uDE00", ".", "~", " ", "e\u0301"};
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder("x");
      int length = random.nextInt(255);
      while (bytes(text.toString()) < length) {
        text.append(characters[random.nextInt(characters.length)]);
      }
      String plain = Normalizer.normalize(text, Normalizer.Form.NFC);
      if (bytes(plain) > 255) {
        continue;
      }
      String result = suffixed(plain);
      String told = "seed " + seed + ": " + plain + " -> " + result;
      assertTrue(bytes(result) <= 255, told);
      assertEquals(bytes(plain) <= 246 ? bytes(plain) + 9 : bytes(result), bytes(result), told);
      assertTrue(ContentSuffix.isIn(name(result), CONTENT), told);
      assertEquals(result, Normalizer.normalize(result, Normalizer.Form.NFC), told);
      assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(result), told);
    }
  }
}
