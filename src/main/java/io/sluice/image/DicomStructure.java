package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;

/**
 * Walks the elements of a DICOM file, each of which announces its length, to the end of the file.
 * What has no length of its own ends with a mark.
 */
final class DicomStructure {
  private static final int FIRST_ELEMENT = 132;
  private static final int META = 0x0002;
  private static final int IDENTIFYING = 0x0008;
  private static final int ITEMS = 0xFFFE;
  private static final int ITEM_END = 0xE00D;
  private static final int SEQUENCE_END = 0xE0DD;
  private static final int PICTURE_GROUP = 0x7FE0;
  private static final int TRANSFER_SYNTAX = 0x0010;
  private static final long NO_LENGTH = 0xFFFFFFFFL;
  private static final int MOST_ELEMENTS = 1_000_000;
  private static final int LONGEST_SYNTAX = 64;

  private static final String IMPLICIT = "1.2.840.10008.1.2";
  private static final String BIG = "1.2.840.10008.1.2.2";
  private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  /** Types of value whose length has four bytes, behind two that are nothing. */
  private static final Set<String> LONG =
      Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

  /** The others, whose length has two bytes. */
  private static final Set<String> SHORT =
      Set.of(
          "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL",
          "SS", "ST", "TM", "UI", "UL", "US");

  private final BoundedReader in;
  private ByteOrder order = LITTLE_ENDIAN;
  private boolean explicit = true;
  private String syntax = "";
  private boolean picture;

  /** Marks that are still to come. */
  private int open;

  /**
   * What stands in front of a value.
   *
   * @param value where the value begins
   * @param length of the value; {@link #NO_LENGTH} for one that ends with a mark
   */
  private record Element(int group, int number, long value, long length) {}

  DicomStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    long position = FIRST_ELEMENT;
    boolean meta = true;
    for (int i = 0; position < in.size(); i++) {
      if (i == MOST_ELEMENTS) {
        return new Unknown("the DICOM has too many elements to be checked");
      }
      if (meta && in.u16(position, LITTLE_ENDIAN) != META) {
        meta = false;
        if (syntax.equals(DEFLATED)) {
          return new Unknown("the DICOM is deflated, which is not checked");
        }
        order = syntax.equals(BIG) ? BIG_ENDIAN : LITTLE_ENDIAN;
        explicit = !syntax.equals(IMPLICIT);
      }
      if (explicit && !isTyped(position)) {
        return new Unknown("the DICOM's elements cannot be read");
      }
      Element element = element(position);
      if (element.length() != NO_LENGTH && element.length() > in.size() - element.value()) {
        return new Incomplete("an element of the DICOM runs over the end of the file");
      }
      position = next(element);
    }
    return end();
  }

  /** Whether the first element stands where the preamble would: old files have none. */
  boolean isWithoutPreamble() throws IOException {
    for (ByteOrder tried : List.of(LITTLE_ENDIAN, BIG_ENDIAN)) {
      int group = in.u16(0, tried);
      if (group == META || group == IDENTIFYING) {
        order = tried;
        String type = in.text(4, 2);
        explicit = SHORT.contains(type) || LONG.contains(type);
        Element first = element(0);
        return first.length() <= in.size() - first.value();
      }
    }
    return false;
  }

  private Verdict end() {
    if (open > 0) {
      return new Incomplete("the DICOM ends within a sequence or a picture");
    }
    return picture ? new Complete() : new Unknown("the DICOM has no picture, or not yet");
  }

  /**
   * Whether a type of value stands where one must; what a type does not tell is not looked into.
   */
  private boolean isTyped(long position) throws IOException {
    if (in.u16(position, order) == ITEMS) {
      return true;
    }
    String type = in.text(position + 4, 2);
    boolean letters = type.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    return letters && !(type.equals("UN") && in.u32(position + 8, order) == NO_LENGTH);
  }

  private Element element(long position) throws IOException {
    int group = in.u16(position, order);
    int number = in.u16(position + 2, order);
    if (group == ITEMS || !explicit) {
      return new Element(group, number, position + 8, in.u32(position + 4, order));
    }
    String type = in.text(position + 4, 2);
    return LONG.contains(type)
        ? new Element(group, number, position + 12, in.u32(position + 8, order))
        : new Element(group, number, position + 8, in.u16(position + 6, order));
  }

  /** Goes into what has no length, and over everything else. */
  private long next(Element element) throws IOException {
    boolean endless = element.length() == NO_LENGTH;
    if (element.group() == ITEMS) {
      boolean end = element.number() == ITEM_END || element.number() == SEQUENCE_END;
      open = end ? Math.max(0, open - 1) : open + (endless ? 1 : 0);
      return end || endless ? element.value() : element.value() + element.length();
    }
    picture |= element.group() == PICTURE_GROUP;
    if (element.group() == META && element.number() == TRANSFER_SYNTAX) {
      int length = (int) Math.min(element.length(), LONGEST_SYNTAX);
      syntax = in.text(element.value(), length).replace("\0", "").strip();
    }
    open += endless ? 1 : 0;
    return endless ? element.value() : element.value() + element.length();
  }
}
