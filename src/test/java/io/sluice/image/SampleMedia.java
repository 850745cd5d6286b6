package io.sluice.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whole videos of two frames each, written by a common encoder, and DICOM files made by hand. */
public final class SampleMedia {
  private static final int PREAMBLE = 128;

  private SampleMedia() {}

  /** Those whose structure tells where they end, by name. */
  static Map<String, byte[]> checked() throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (String name : new String[] {"index-last.mp4", "index-first.mp4", "clip.mov", "clip.avi"}) {
      all.put(name, resource(name));
    }
    all.put("explicit.dcm", dicom("1.2.840.10008.1.2.1", explicit()));
    all.put("implicit.dcm", dicom("1.2.840.10008.1.2", implicit()));
    all.put("encapsulated.dcm", dicom("1.2.840.10008.1.2.4.50", encapsulated()));
    return all;
  }

  /** A slice of a volume, with {@code value} as a patient's name of four letters. */
  public static byte[] slice(String value) {
    byte[] slice = dicom("1.2.840.10008.1.2.1", explicit());
    String text = new String(slice, java.nio.charset.StandardCharsets.ISO_8859_1);
    return text.replace("Nobo", value).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** A whole file of the tests' own. */
  public static byte[] resource(String name) throws IOException {
    try (InputStream in = SampleMedia.class.getResourceAsStream("/media/" + name)) {
      return in.readAllBytes();
    }
  }

  /** A DICOM file of a data set in the form that {@code syntax} names. */
  static byte[] dicom(String syntax, Bytes dataSet) {
    String padded = syntax.length() % 2 == 0 ? syntax : syntax + "\0";
    Bytes meta = Bytes.littleEndian().u16(2, 0x10).text("UI").u16(padded.length()).text(padded);
    return Bytes.littleEndian()
        .bytes(new byte[PREAMBLE])
        .text("DICM")
        .u16(2, 0)
        .text("UL")
        .u16(4)
        .u32(meta.get().length)
        .bytes(meta.get())
        .bytes(dataSet.get())
        .get();
  }

  /** Name, a sequence without a length, and a picture. */
  static Bytes explicit() {
    return Bytes.littleEndian()
        .u16(0x10, 0x10)
        .text("PN")
        .u16(4)
        .text("Nobo")
        .u16(0x40, 0x275)
        .text("SQ")
        .u16(0)
        .u32(0xFFFFFFFFL)
        .u16(0xFFFE, 0xE000)
        .u32(0xFFFFFFFFL)
        .u16(0x40, 0x7)
        .text("LO")
        .u16(4)
        .text("Scan")
        .u16(0xFFFE, 0xE00D)
        .u32(0)
        .u16(0xFFFE, 0xE0DD)
        .u32(0)
        .u16(0x7FE0, 0x10)
        .text("OW")
        .u16(0)
        .u32(512)
        .data(512);
  }

  private static Bytes implicit() {
    return Bytes.littleEndian()
        .u16(0x10, 0x10)
        .u32(4)
        .text("Nobo")
        .u16(0x7FE0, 0x10)
        .u32(512)
        .data(512);
  }

  /** A coded picture in two pieces. */
  private static Bytes encapsulated() {
    return Bytes.littleEndian()
        .u16(0x7FE0, 0x10)
        .text("OB")
        .u16(0)
        .u32(0xFFFFFFFFL)
        .u16(0xFFFE, 0xE000)
        .u32(0)
        .u16(0xFFFE, 0xE000)
        .u32(300)
        .data(300)
        .u16(0xFFFE, 0xE0DD)
        .u32(0);
  }
}
