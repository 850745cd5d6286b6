package io.sluice.image;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both error rates of the structure check on a directory of whole images, the first level of which
 * names their origin: {@code mvn test -Psweep -Dcorpus=DIR}. How to read it: {@code
 * docs/completeness.md}.
 */
@Tag("sweep")
class CorpusSweepTest {
  private static final String CORPUS = System.getProperty("corpus", "");
  private static final int CUTS = Integer.getInteger("corpus.cuts", 100);
  private static final long LARGEST = 64L << 20;

  /** Holes and zero tails are whole blocks, as in a file that is being filled. */
  private static final int BLOCK = 4096;

  private static final int HOLES = 8;

  @TempDir Path folder;

  private final Map<ImageFormat, SweepTally> tallies = new EnumMap<>(ImageFormat.class);
  private final List<String> notes = new ArrayList<>();

  @Test
  void holdsBackNoWholeFileAndSendsNoCutOne() throws Exception {
    assumeFalse(CORPUS.isEmpty(), "-Dcorpus=DIR is not given");
    Pixels pixels = new Pixels(System.getProperty("corpus.pixels", ""), folder);
    Path corpus = Path.of(CORPUS);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(corpus)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    assertFalse(files.isEmpty(), "no file below " + corpus);
    for (Path file : files) {
      sweep(file, corpus.relativize(file), pixels);
    }
    report();
    tallies.forEach((format, t) -> assertEquals(List.of(), t.held, format + " held back"));
    tallies.forEach((format, t) -> assertEquals(List.of(), t.missed, format + " cut and sent"));
  }

  private void sweep(Path file, Path name, Pixels pixels) throws Exception {
    long size = Files.size(file);
    Optional<ImageFormat> format = format(file);
    if (format.isEmpty() || size > LARGEST) {
      notes.add("passed over: " + name + (format.isEmpty() ? ", no known format" : ", too large"));
      return;
    }
    SweepTally tally = tallies.computeIfAbsent(format.get(), f -> new SweepTally());
    Verdict verdict = check(file);
    if (verdict instanceof Incomplete incomplete) {
      if (pixels.isThere() && pixels.fingerprint(file).isEmpty()) {
        tally.refused++;
        notes.add("refused by both: " + name + ": " + incomplete.reason());
      } else {
        tally.held.add(name + ": " + incomplete.reason());
      }
      return;
    }
    tally.origins.add(name.getName(0).toString());
    if (verdict instanceof Unknown unknown) {
      tally.unknown++;
      notes.add("unknown: " + name + ": " + unknown.reason());
    } else {
      tally.complete++;
      Path copy = folder.resolve("copy");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      fill(copy, size, tally, name);
      cut(file, copy, size, tally, name, pixels);
    }
  }

  private void cut(Path whole, Path copy, long size, SweepTally tally, Path name, Pixels pixels)
      throws Exception {
    long[] lengths = new long[CUTS];
    Arrays.setAll(lengths, i -> i == 0 ? size - 1 : size * (CUTS - i) / CUTS);
    long shortest = -1;
    int called = 0;
    try (FileChannel channel = FileChannel.open(copy, READ, WRITE)) {
      for (long length : Arrays.stream(lengths).filter(l -> l > 0).toArray()) {
        channel.truncate(length);
        Verdict verdict = StructureCheck.check(channel);
        tally.cuts++;
        tally.cutsUnknown += verdict instanceof Unknown ? 1 : 0;
        if (verdict instanceof Complete) {
          called++;
          shortest = length;
        }
      }
    }
    if (called == 0) {
      return;
    }
    try (FileChannel from = FileChannel.open(whole);
        FileChannel to = FileChannel.open(copy, WRITE)) {
      to.truncate(0);
      from.transferTo(0, shortest, to);
    }
    String words = name + " cut to " + shortest + " of " + size + ", and " + (called - 1);
    Optional<String> all = pixels.isThere() ? pixels.fingerprint(whole) : Optional.of("");
    if (all.isEmpty()) {
      tally.cutsUnjudged += called;
      notes.add("unjudged: " + words);
    } else if (pixels.isThere() && all.equals(pixels.fingerprint(copy))) {
      tally.cutsBehindImage += called;
      notes.add("behind the image: " + words);
    } else {
      tally.cutsMissed += called;
      tally.missed.add(words);
    }
  }

  /** Takes the file for one that has its length from the start and is filled later. */
  private void fill(Path copy, long size, SweepTally tally, Path name) throws IOException {
    long blocks = size / BLOCK;
    if (blocks < 4) {
      return;
    }
    byte[] original = Files.readAllBytes(copy);
    try (FileChannel channel = FileChannel.open(copy, READ, WRITE)) {
      for (int i = 0; i < HOLES; i++) {
        int start = (int) (blocks * i / HOLES * BLOCK);
        Optional<Verdict> tail = zeroed(channel, original, start, original.length);
        tally.tails += tail.isPresent() ? 1 : 0;
        tally.tailsUnknown += tail.filter(Unknown.class::isInstance).isPresent() ? 1 : 0;
        tally.tailsMissed += tail.filter(Complete.class::isInstance).isPresent() ? 1 : 0;
        int end = (int) Math.min(start + Math.max(1, blocks / HOLES) * BLOCK, blocks * BLOCK);
        Optional<Verdict> hole = zeroed(channel, original, start, end);
        tally.holes += hole.isPresent() ? 1 : 0;
        tally.holesUnknown += hole.filter(Unknown.class::isInstance).isPresent() ? 1 : 0;
        if (hole.filter(Complete.class::isInstance).isPresent()) {
          tally.holesMissed++;
          notes.add("hole not seen: " + name + " from " + start + " to " + end);
        }
      }
    }
  }

  /** Empty when there is nothing but zeros anyway. */
  private static Optional<Verdict> zeroed(FileChannel channel, byte[] original, int from, int to)
      throws IOException {
    byte[] part = Arrays.copyOfRange(original, from, to);
    byte[] zeros = new byte[part.length];
    if (Arrays.equals(part, zeros)) {
      return Optional.empty();
    }
    channel.write(ByteBuffer.wrap(zeros), from);
    Verdict verdict = StructureCheck.check(channel);
    channel.write(ByteBuffer.wrap(part), from);
    return Optional.of(verdict);
  }

  private void report() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(SweepTally.heading());
    tallies.forEach((format, tally) -> lines.add(tally.row(format.name())));
    tallies.forEach((format, t) -> t.held.forEach(held -> lines.add("held: " + held)));
    tallies.forEach((format, t) -> t.missed.forEach(missed -> lines.add("missed: " + missed)));
    lines.forEach(System.out::println);
    lines.addAll(notes);
    Files.write(Path.of("target", "completeness.txt"), lines);
  }

  private static Optional<ImageFormat> format(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ImageFormat.ofSignature(in.readNBytes(ImageFormat.SIGNATURE_BYTES));
    }
  }

  private static Verdict check(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return StructureCheck.check(channel);
    }
  }
}
