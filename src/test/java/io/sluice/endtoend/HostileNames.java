package io.sluice.endtoend;

import io.sluice.file.RelativePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * File names that break programs, as percent-encoded bytes: a list of old acquaintances, and
 * chance.
 */
final class HostileNames {
  private static final int LONGEST_BYTES = 255;
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\r",
          "\t",
          "\u001b[31m",
          "\u0007",
          "\u0001",
          "\u007f",
          "\u0085",
          "\u009b31m",
          " ",
          ".",
          "..",
          "%2f",
          "%00",
          "%",
          "\\",
          "\\n",
          "\"",
          "'",
          "`id`",
          "$(id)",
          "<b>",
          "&amp;",
          "{}",
          "*",
          "?",
          "|",
          ":",
          ";",
          "#",
          "!",
          "~",
          "=",
          "+",
          "-",
          "\u202e",
          "\u2028",
          "\u2029",
          "\u200b",
          "\ufeff",
          "e\u0301",
          "\u00e9",
          "\u0130",
          "\u00df",
          "\ud83d\ude00",
          "\uffff",
          "\u0378",
          "日本",
          "{\"level\":\"ERROR\"}",
          "CON",
          "NUL");

  private HostileNames() {}

  /** Names of files that must be uploaded, or refused with a reason. */
  static List<String> known() {
    List<String> names = new ArrayList<>();
    for (String text :
        List.of(
            "new\nline.png",
            "\n{\"level\":\"ERROR\",\"message\":\"forged\"}.png",
            "tab\t.png",
            "esc\u001b[31m.png",
            "title\u001b]0;x\u0007.png",
            "del\u007f.png",
            "c1\u009b31m.png",
            "nel\u0085.png",
            "ls\u2028.png",
            "ps\u2029.png",
            "ps\u2029\u0007.png",
            "rtl\u202e\u0007gnp.png",
            "rtl\u202egnp.png",
            "zero\u200bwidth.png",
            " lead.png",
            "inner .png",
            "a..%2f.png",
            "a\\..\\..\\x.png",
            "CON.png",
            "-rf.png",
            "--help.png",
            "smile\ud83d\ude00.png",
            "caf\u00e9.png",
            "cafe\u0301.png",
            "日本.png",
            "Case.png",
            "case.png",
            "q\"'`.png",
            "<img src=x onerror=alert(1)>.png",
            "\"><script>alert(1)<.png",
            "=cmd().png",
            "+1.png",
            "@sum.png",
            "star*?.png",
            "pipe|x.png",
            "colon:x.png",
            "%.png",
            "%00.png",
            "%41.png",
            "$HOME.png",
            "$(id).png",
            ";id.png",
            "{}.png",
            "'); drop table.png",
            "\u0001.png",
            "\ufeff.png",
            "\u0130.png",
            "\u00df.png",
            "SS.png",
            "\uffff.png",
            "x".repeat(LONGEST_BYTES - 4) + ".png",
            "日".repeat(83) + ".png",
            "UPPER.PNG")) {
      names.add(encode(text.getBytes(StandardCharsets.UTF_8)));
    }
    for (String bytes :
        List.of(
            "bad\u00ff.png",
            "bad\u00fe.png",
            "over\u00c0\u00af.png",
            "sur\u00ed\u00a0\u0080.png",
            "cut\u00e2\u0082.png",
            "\u0080.png")) {
      names.add(encode(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
    return names;
  }

  /** Names of files that are none of our business. */
  static List<String> ignored() {
    return List.of(
        "trail.png%20",
        "trail.png.", "CON", "..%252f.png", "..%5C..%5Cx.png", ".hidden.png", "~x.png", "x.tmp");
  }

  /** As many names as that, those known among them. */
  static Set<String> some(int count, long seed) {
    Random random = new Random(seed);
    Set<String> names = new LinkedHashSet<>(known());
    while (names.size() < count) {
      byte[] stem = stem(random);
      int longest = Math.min(stem.length, LONGEST_BYTES - 5);
      // A letter in front, so that none counts as hidden.
      names.add("n" + encode(java.util.Arrays.copyOf(stem, longest)) + ".png");
    }
    return names;
  }

  private static byte[] stem(Random random) {
    int length = random.nextInt(20) == 0 ? 250 : 1 + random.nextInt(24);
    StringBuilder text = new StringBuilder();
    switch (random.nextInt(3)) {
      case 0 -> random.ints(length, 1, 256).filter(c -> c != '/').forEach(text::appendCodePoint);
      case 1 ->
          random.ints(length, 1, 0x11000).filter(HostileNames::fits).forEach(text::appendCodePoint);
      default ->
          random
              .ints(1 + random.nextInt(6), 0, PIECES.size())
              .forEach(i -> text.append(PIECES.get(i)));
    }
    boolean bytes = text.chars().allMatch(c -> c < 0x100);
    return text.toString().getBytes(bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  private static boolean fits(int c) {
    return c != '/' && (c < 0xD800 || c > 0xDFFF);
  }

  /** The form that {@link RelativePath} keeps. */
  static String encode(byte[] name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name) {
      char c = (char) (b & 0xFF);
      boolean plain =
          c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
      encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return encoded.toString();
  }
}
