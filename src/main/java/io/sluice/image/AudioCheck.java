package io.sluice.image;

import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * Tells from a file's structure whether all of it is there, for files that are meant to be sounds.
 * As {@link StructureCheck}, it goes by the first bytes, decodes nothing, has a fixed number of
 * reads, and holds what starts like no sound.
 */
public final class AudioCheck {
  private static final int BYTES_PER_READ = 16 * 1024;
  private static final int SIGNATURE_BYTES = 16;

  /** Sounds, and videos with a sound, that are told and not checked. */
  private static final List<String> UNCHECKED =
      List.of(
          "RIFX",
          "RF64",
          "BW64",
          "FORM",
          "caff",
          ".snd",
          "#!AMR",
          "MAC ",
          "wvpk",
          "0&\u00B2u",
          "\u001AE\u00DF\u00A3");

  private AudioCheck() {}

  /**
   * Checks a file as it is now.
   *
   * @param channel open for reading; its position is neither used nor changed
   * @throws IOException only if the file cannot be read, never for its content
   */
  public static Verdict check(FileChannel channel) throws IOException {
    return BoundedCheck.run(channel, BYTES_PER_READ, AudioCheck::check);
  }

  private static Verdict check(BoundedReader in) throws IOException {
    byte[] head = in.head(SIGNATURE_BYTES);
    if (ImageFormat.starts(head, 0, "RIFF") && ImageFormat.starts(head, 8, "WAVE")) {
      return new WavStructure(in).check();
    } else if (ImageFormat.starts(head, 0, "fLaC")) {
      return new FlacStructure(in, 0).check();
    } else if (ImageFormat.starts(head, 0, "OggS")) {
      return new OggStructure(in).check();
    } else if (ImageFormat.starts(head, 0, "ID3")) {
      return new Mp3Structure(in).behindTag();
    } else if (Mp3Structure.isFrame(head, 0)) {
      return new Mp3Structure(in).from(0);
    } else if (MovieStructure.isMovie(head)) {
      return new MovieStructure(in).check();
    }
    return unchecked(head);
  }

  private static Verdict unchecked(byte[] head) {
    for (String signature : UNCHECKED) {
      if (ImageFormat.starts(head, 0, signature)) {
        return new Unknown("the file is of a type that is not checked");
      }
    }
    for (byte b : head) {
      if (b != 0) {
        return new Incomplete("the file starts with no known signature of a sound");
      }
    }
    return new Incomplete("the file starts with zeros");
  }
}
