package io.sluice.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whole sounds of less than a second, written by common encoders, and forms made by hand. */
public final class SampleSounds {
  private SampleSounds() {}

  /** Those whose structure tells where they end, by name. */
  public static Map<String, byte[]> checked() throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (String name : new String[] {"tone.wav", "tone.flac", "tone.ogg", "tone.mp3"}) {
      all.put(name, SampleMedia.resource(name));
    }
    all.put("tone.m4a", m4a());
    all.put("tagged.mp3", Bytes.join(tag(300), all.get("tone.mp3")));
    all.put("tagged.flac", Bytes.join(tag(300), all.get("tone.flac")));
    all.put("noted.wav", wav(Bytes.littleEndian().text("LIST").u32(8).text("INFOabcd")));
    return all;
  }

  /** A movie with a sound's brand: the boxes are the same. */
  private static byte[] m4a() throws IOException {
    byte[] movie = SampleMedia.resource("index-last.mp4");
    System.arraycopy("M4A ".getBytes(StandardCharsets.US_ASCII), 0, movie, 8, 4);
    return movie;
  }

  /** A tag as stands in front of many MP3s. */
  static byte[] tag(int length) {
    return Bytes.bigEndian()
        .text("ID3")
        .u8(4, 0, 0)
        .u8(0, 0, length >> 7, length & 0x7F)
        .data(length)
        .get();
  }

  /** A WAV of 400 bytes of sound with further chunks behind it. */
  static byte[] wav(Bytes behind) {
    Bytes chunks =
        Bytes.littleEndian()
            .text("WAVE")
            .text("fmt ")
            .u32(16)
            .u16(1, 1)
            .u32(8000, 8000)
            .u16(1, 8)
            .text("data")
            .u32(400)
            .data(400)
            .bytes(behind.get());
    return Bytes.littleEndian().text("RIFF").u32(chunks.size()).bytes(chunks.get()).get();
  }
}
