package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageFormatTest {

  @Test
  void tellsEveryFormat_byItsFirstBytes() throws IOException {
    for (Map.Entry<String, byte[]> sample : SampleImages.all().entrySet()) {
      byte[] head = Arrays.copyOf(sample.getValue(), ImageFormat.SIGNATURE_BYTES);
      String format = ImageFormat.ofSignature(head).orElseThrow().name();
      String name = sample.getKey().toUpperCase(Locale.ROOT);
      assertTrue(name.contains(format), name + " taken for " + format);
    }
  }

  @Test
  void tellsNoFormat_whenTheSignatureIsCutOrForeign() {
    for (String head :
        List.of(
            "",
            "\u00FF\u00D8",
            "\u0089PNG",
            "GIF88a",
            "II*",
            "RIFF....WAVE",
            "BMX plain text, no bitmap")) {
      byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(Optional.empty(), ImageFormat.ofSignature(bytes), head);
    }
  }

  @Test
  void tellsHeic_byAnyOfItsBrands() {
    assertEquals(Optional.of(ImageFormat.HEIC), brands("heix", "mif1"));
    assertEquals(Optional.of(ImageFormat.HEIC), brands("abcd", "heis"));
    assertEquals(Optional.empty(), brands("avif", "mif1"));
    assertEquals(Optional.empty(), brands("mif1", "avif"));
    assertEquals(Optional.empty(), brands("isom", "mp42"));
  }

  @Test
  void tellsTheFormatOfAName_inAnyLetterCase() {
    Map<String, ImageFormat> names =
        Map.of(
            "a.jpg", ImageFormat.JPEG,
            "stop/001.JPEG", ImageFormat.JPEG,
            "x.y.Png", ImageFormat.PNG,
            "a.webp", ImageFormat.WEBP,
            "a.BMP", ImageFormat.BMP,
            "a.tif", ImageFormat.TIFF,
            "a.TIFF", ImageFormat.TIFF,
            "a.gif", ImageFormat.GIF,
            "IMG_1.HEIC", ImageFormat.HEIC);
    names.forEach(
        (name, format) -> assertEquals(Optional.of(format), ImageFormat.ofExtension(name)));
    for (String name : List.of("", "jpg", "a.", "a.jpg.part", "a.mp4", ".")) {
      assertEquals(Optional.empty(), ImageFormat.ofExtension(name), name);
    }
  }

  @Test
  void knowsContentTypeAndExtensions() {
    assertEquals("image/jpeg", ImageFormat.JPEG.contentType());
    assertEquals(List.of("tif", "tiff"), ImageFormat.TIFF.extensions());
  }

  private static Optional<ImageFormat> brands(String major, String compatible) {
    String content = major + "\0\0\0\0" + compatible;
    return ImageFormat.ofSignature(
        CraftedImages.box("ftyp", content.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
