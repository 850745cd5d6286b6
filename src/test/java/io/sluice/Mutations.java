package io.sluice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Seeded damage to inputs. A run prints its seed, and what failed says the seed and the input in
 * hex; {@code -Dsluice.seed=N} repeats it.
 */
public final class Mutations {
  private static final int SHOWN_BYTES = 4_096;

  private final long seed = Long.getLong("sluice.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final String what;

  /**
   * @param what is fuzzed, for the messages
   */
  public Mutations(String what) {
    this.what = what;
    System.out.println("fuzz " + what + ": seed " + seed);
  }

  /** Takes one input; whatever it throws is a failure. */
  @FunctionalInterface
  public interface Reader {
    void read(byte[] input) throws Exception;
  }

  public Random random() {
    return random;
  }

  /** Hands {@code input} over, and tells what it was if that goes wrong. */
  public void feed(byte[] input, Reader reader) {
    try {
      reader.read(input);
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      throw new AssertionError(what + ", seed " + seed + ", input " + hex(input), e);
    }
  }

  /** Hands {@code rounds} damaged copies of the samples over. */
  public void feed(int rounds, List<byte[]> samples, Reader reader) {
    for (int i = 0; i < rounds; i++) {
      feed(damaged(samples.get(random.nextInt(samples.size()))), reader);
    }
  }

  /** As {@link #feed(int, List, Reader)}, for texts whose words are damaged, too. */
  public void feedText(int rounds, List<String> samples, List<String> words, Reader reader) {
    for (int i = 0; i < rounds; i++) {
      String sample = samples.get(random.nextInt(samples.size()));
      String text = random.nextInt(4) == 0 ? sample : reworded(sample, words);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      feed(random.nextInt(3) == 0 ? damaged(bytes) : bytes, reader);
    }
  }

  /** Some bytes at random. */
  public byte[] noise(int longest) {
    byte[] bytes = new byte[random.nextInt(longest + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String reworded(String sample, List<String> words) {
    StringBuilder text = new StringBuilder(sample);
    for (int i = random.nextInt(3); i >= 0 && text.length() > 0; i--) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(12));
      text.replace(from, to, words.get(random.nextInt(words.size())));
    }
    return text.toString();
  }

  private byte[] damaged(byte[] sample) {
    byte[] bytes = sample.clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xFF);
        default -> {
          int length = Math.min(bytes.length - at, 1 + random.nextInt(16));
          System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private static String hex(byte[] input) {
    byte[] shown = Arrays.copyOf(input, Math.min(input.length, SHOWN_BYTES));
    return HexFormat.of().formatHex(shown) + (shown.length < input.length ? "..." : "");
  }
}
