package io.sluice.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whole files that end otherwise than the book says, or in which the end is hard to find. */
public final class OddTails {

  /** A whole file. */
  public static final class OddTail {
    private final String name;
    private final byte[] bytes;
    private final int needed;

    private OddTail(String name, byte[] bytes, int needed) {
      this.name = name;
      this.bytes = bytes;
      this.needed = needed;
    }

    /** Returns a name with the extension of its format. */
    public String name() {
      return name;
    }

    /** Returns all of it. */
    public byte[] bytes() {
      return bytes.clone();
    }

    /** Returns the file cut at places spread evenly over what belongs to the image. */
    public List<byte[]> cuts(int places) {
      List<byte[]> cuts = new ArrayList<>();
      for (int i = 1; i <= places; i++) {
        cuts.add(Arrays.copyOf(bytes, (int) ((long) needed * i / (places + 1))));
      }
      return cuts;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final byte[] TEXT =
      "made by a camera\r\n".repeat(20).getBytes(StandardCharsets.US_ASCII);

  private OddTails() {}

  /** Returns all of them. */
  public static List<OddTail> all() throws IOException {
    List<OddTail> all = new ArrayList<>();
    Map<String, byte[]> samples = SampleImages.all();
    for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
      byte[] bytes = sample.getValue();
      all.add(whole(sample.getKey(), bytes));
      all.add(followed(sample.getKey() + " and zeros", bytes, new byte[5000]));
      if (!sample.getKey().startsWith("heic")) {
        all.add(followed(sample.getKey() + " and text", bytes, TEXT));
      }
    }
    all.add(whole("motion photo jpeg", Bytes.join(SampleImages.jpeg(), video())));
    all.add(whole("two jpegs", Bytes.join(SampleImages.jpeg(), SampleImages.jpeg())));
    all.add(whole("indexed pictures jpeg", CraftedImages.indexedJpeg(SampleImages.jpeg(), 3)));
    all.add(whole("bmp without size", withSizeField(SampleImages.bmp(), 0)));
    all.add(whole("bmp with small size", withSizeField(SampleImages.bmp(), 54)));
    all.add(whole("old-style jpeg tiff", CraftedImages.oldJpegTiff(SampleImages.jpeg())));
    byte[] gif = SampleImages.gif();
    all.add(new OddTail("open.gif", Arrays.copyOf(gif, gif.length - 1), gif.length - 2));
    return all;
  }

  private static OddTail whole(String name, byte[] bytes) {
    return new OddTail(fileName(name), bytes, bytes.length);
  }

  private static OddTail followed(String name, byte[] bytes, byte[] tail) {
    return new OddTail(fileName(name), Bytes.join(bytes, tail), bytes.length);
  }

  private static String fileName(String name) {
    String extension =
        Arrays.stream(ImageFormat.values())
            .map(format -> format.extensions().get(format.extensions().size() - 1))
            .filter(name.toLowerCase(Locale.ROOT)::contains)
            .reduce((first, second) -> second)
            .orElseThrow(() -> new IllegalArgumentException(name));
    return name.replace(' ', '-').replace(",", "") + "." + extension;
  }

  private static byte[] withSizeField(byte[] bmp, int size) {
    byte[] odd = bmp.clone();
    Arrays.fill(odd, 2, 6, (byte) 0);
    odd[2] = (byte) size;
    return odd;
  }

  private static byte[] video() {
    byte[] type = CraftedImages.box("ftyp", "mp42\0\0\0\0isom".getBytes(StandardCharsets.US_ASCII));
    return Bytes.join(type, CraftedImages.box("mdat", Bytes.bigEndian().data(9000).get()));
  }
}
