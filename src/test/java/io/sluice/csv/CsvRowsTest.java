package io.sluice.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.annotation.Concept;
import io.sluice.annotation.GeoPoint;
import io.sluice.annotation.InputDetails;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of inputs, as they are and as they should not be. */
final class CsvRowsTest {
  private static List<CsvRow> rows(InputStream in, CsvType type, boolean labels) throws Exception {
    List<CsvRow> rows = new ArrayList<>();
    try (CsvRows table = CsvRows.open(in, type, labels)) {
      for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<CsvRow> texts(String text) throws Exception {
    return rows(bytes(text), CsvType.RAW, false);
  }

  private static CsvRow text(long line, String input) {
    return new CsvRow.Input(line, input, InputDetails.NONE);
  }

  private static InputDetails details(String header, String row) throws Exception {
    CsvRow one = rows(bytes("input," + header + "\nx," + row + "\n"), CsvType.RAW, true).get(0);
    return ((CsvRow.Input) one).details();
  }

  private static String mistake(String header, String row) throws Exception {
    CsvRow one = rows(bytes("input," + header + "\nx," + row + "\n"), CsvType.RAW, false).get(0);
    assertEquals(2, one.line());
    return ((CsvRow.Mistake) one).reason();
  }

  @Test
  void columnsMayStandInAnyOrder_quotedOrNot() throws Exception {
    List<CsvRow> rows =
        rows(
            bytes(
                """
                \uFEFFmetadata , "geopoints",concepts,inputid,input\r
                "{""a"": 1}", "24.9 ,-60" ," cat, dog,cat ,",id_1,"a,b"\r
                ,,,,plain "quotes" stay\r
                """),
            CsvType.RAW,
            true);
    assertEquals(
        List.of(
            new CsvRow.Input(
                2,
                "a,b",
                new InputDetails(
                    Optional.of("id_1"),
                    List.of(new Concept("cat"), new Concept("dog")),
                    "{\"a\":1}",
                    Optional.of(new GeoPoint(24.9, -60)),
                    List.of())),
            text(3, "plain \"quotes\" stay")),
        rows);
  }

  @Test
  void linesAreCounted_whateverEndsThem_andWithinQuotes() throws Exception {
    assertEquals(
        List.of(text(2, "a"), text(4, "b\nc\r\nd\re"), text(8, "f"), text(9, "g")),
        texts("input\r\na\n\n\"b\nc\r\nd\re\"\rf\r\ng"));
  }

  @Test
  void labelsCanBeLeftAlone() throws Exception {
    CsvRow row = rows(bytes("input,concepts\nx,cat\n"), CsvType.RAW, false).get(0);
    assertEquals(text(2, "x"), row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': 'it's here', 'b': [1, 'x', True, None], 'c': {'d': \"it's\"}}",
        "{ 'a' : 'it\\'s here','b':[1,'x',true,null],'c':{'d':'it's'} }",
        "{\"a\": \"it's here\", \"b\": [1, \"x\", true, null], \"c\": {\"d\": \"it's\"}}"
      })
  void metadataMayHaveSingleQuotes_andApostrophesInThem(String text) {
    assertEquals(
        "{\"a\":\"it's here\",\"b\":[1,\"x\",true,null],\"c\":{\"d\":\"it's\"}}",
        MetadataText.read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "x",
        "{'a'}",
        "{'a': }",
        "{'a': 'b'",
        "{\"a\": 1, \"a\": 2}",
        "{'a': 1e999}",
        "{'a': NaN}",
        "{'a': 'C:\\dir'}",
        "{'a': 1} x",
        "{'a': 'b', c}",
        "}{",
        "{'a': 1}}"
      })
  void metadataThatIsNone_isAMistakeOfItsColumn(String text) {
    assertThrows(IllegalArgumentException.class, () -> MetadataText.read(text));
  }

  @Test
  void deepMetadata_isAMistake() {
    String deep = "{'a': ".repeat(5_000);
    assertThrows(IllegalArgumentException.class, () -> MetadataText.read(deep));
    assertThrows(IllegalArgumentException.class, () -> MetadataText.read(deep.replace('\'', '"')));
  }

  @Test
  void placesAreLongitudeThenLatitude_withinTheirRanges() throws Exception {
    assertEquals(
        Optional.of(new GeoPoint(-180, 90)),
        details("concepts,geopoints", ",\"-180.0,+90\"").geoPoint());
    assertTrue(mistake("geopoints", "\"24,95\"").contains("latitude must be in -90..90"));
    assertTrue(mistake("geopoints", "\"24,95\"").contains("the longitude comes first"));
    assertTrue(mistake("geopoints", "\"181,1\"").contains("longitude must be in -180..180"));
    for (String bad : List.of("1", "\"1,2,3\"", "\"a,1\"", "\"1,NaN\"", "\"1,0x10\"", "\"1,\"")) {
      assertTrue(mistake("geopoints", bad).startsWith("column geopoints: "), bad);
    }
  }

  @Test
  void idsAreTakenAsTheyAre_orNot() throws Exception {
    assertEquals(Optional.of("Ab-1_é.x"), details("concepts,inputid", ",Ab-1_é.x").id());
    assertEquals(Optional.empty(), details("concepts,inputid", ",  ").id());
    for (String bad : List.of("a b", "a/b", "..", "x".repeat(129), "a\tb", " a", "\"a,b\"")) {
      assertTrue(mistake("inputid", bad).startsWith("column inputid: "), bad);
    }
  }

  @Test
  void urlsAreChecked_andNotRepeatedInWhatIsSaid() throws Exception {
    List<CsvRow> rows =
        rows(
            bytes(
                """
                input
                 HTTPS://u:pw@e.example:8/ü?q={x}#y\s
                http://
                https:///secret
                file:///secret
                https://e.example/a secret
                https://u:secret@/
                https://e.example/"""
                    + "s".repeat(4_096)
                    + "\n"),
            CsvType.URL,
            false);
    assertEquals("HTTPS://u:pw@e.example:8/ü?q={x}#y", ((CsvRow.Input) rows.get(0)).input());
    for (CsvRow row : rows.subList(1, rows.size())) {
      assertTrue(((CsvRow.Mistake) row).reason().startsWith("column input: "), row::toString);
      assertTrue(!row.toString().contains("secret"), row::toString);
    }
  }

  @Test
  void rowThatIsWrittenWrong_isItsOwnMistakeAlone() throws Exception {
    List<CsvRow> rows =
        rows(
            new SequenceInputStream(
                Collections.enumeration(
                    List.of(
                        bytes("input,inputid\na\nb,2,3\n\"c\"d,4\n"),
                        new ByteArrayInputStream(new byte[] {'e', (byte) 0xC3, ',', '5', '\n'}),
                        bytes("f,6\n\"g\nh\"i,7\nj,8\n")))),
            CsvType.RAW,
            false);
    assertEquals(
        List.of(
            new CsvRow.Mistake(2, "has 1 fields, and the first line has 2 columns"),
            new CsvRow.Mistake(3, "has 3 fields, and the first line has 2 columns"),
            new CsvRow.Mistake(
                4, "field 1: after a closing quote there must be a comma or the end of the line"),
            new CsvRow.Mistake(5, "field 1: it is not in UTF-8")),
        rows.subList(0, 4));
    assertEquals(List.of(6L, 7L, 8L, 9L), rows.subList(4, 8).stream().map(CsvRow::line).toList());
    assertEquals(
        new CsvRow.Mistake(
            7, "field 1: a quote is not closed: the next one, in line 8, closes nothing"),
        rows.get(5));
    // It may well be the end of the one before.
    assertTrue(rows.get(6).toString().contains("may be that of a row before it"), rows::toString);
  }

  @Test
  void quoteThatIsNotClosed_isAMistakeOfItsLine_andTheLinesAfterItAreRows() throws Exception {
    assertEquals(
        List.of(
            text(2, "a"),
            new CsvRow.Mistake(
                3, "field 1: a quote is not closed: the next one, in line 6, closes nothing"),
            text(4, "c"),
            text(6, "d\r\ne"),
            new CsvRow.Mistake(8, "field 1: a quote is not closed")),
        texts("input\na\n\"b\r\nc\r\n\r\"d\r\ne\"\n\"f"));
  }

  @Test
  void quoteThatIsNotClosedForLong_stopsNoOtherRow() throws Exception {
    InputStream in =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    bytes("input,inputid\n" + "good,\n".repeat(10) + "x,\"never closed,a\n"),
                    new ByteArrayInputStream(new byte[] {'e', (byte) 0xC3, ',', '\n'}),
                    bytes("\uD83D\uDE00,\r\n".repeat(400_000)))));
    List<CsvRow> rows = rows(in, CsvType.RAW, false);
    assertEquals(
        new CsvRow.Mistake(12, "field 2: a quote is not closed within 1000000 characters"),
        rows.get(10));
    assertEquals(new CsvRow.Mistake(13, "field 1: it is not in UTF-8"), rows.get(11));
    assertEquals(400_012, rows.size());
    for (int i = 12; i < rows.size(); i++) {
      assertEquals(text(i + 2, "\uD83D\uDE00"), rows.get(i));
    }
  }

  @Test
  void quotesThatAreNotClosedInAnyLine_costNoMoreThanTheFileIsLong() throws Exception {
    String line = "x\",\"y\n";
    List<CsvRow> rows = texts("input,inputid\n" + line.repeat(300_000));
    assertEquals(300_000, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      CsvRow.Mistake mistake = (CsvRow.Mistake) rows.get(i);
      assertEquals(i + 2, mistake.line());
      assertTrue(mistake.reason().contains("quote"), mistake::toString);
    }
  }

  @Test
  void quoteThatIsNotClosedInEveryFewLines_stopsNoOtherRow() throws Exception {
    StringBuilder file = new StringBuilder("input,inputid\n");
    for (int line = 2; line < 100_000; line++) {
      file.append(line % 997 == 0 ? "x,\"never closed,a" : "\uD83D\uDE00" + line + ",")
          .append('\n');
    }
    List<CsvRow> rows = texts(file.toString());
    assertEquals(99_998, rows.size());
    for (CsvRow row : rows) {
      long line = row.line();
      if (line % 997 == 0) {
        assertTrue(row.toString().contains("field 2: a quote is not closed"), row::toString);
      } else {
        assertEquals(text(line, "\uD83D\uDE00" + line), row);
      }
    }
  }

  @Test
  void fieldOfAnyLength_costsNoMoreThanTheLongestOne_andStopsNoOther() throws Exception {
    InputStream endless = new Repeated('x', 40_000_000);
    List<CsvRow> rows =
        rows(
            new SequenceInputStream(
                Collections.enumeration(List.of(bytes("input\n\""), endless, bytes("\"\nb\n")))),
            CsvType.RAW,
            false);
    assertEquals(
        List.of(
            new CsvRow.Mistake(2, "field 1: a field has more than 1000000 characters"),
            text(3, "b")),
        rows);
  }

  @Test
  void recordOfAnyNumberOfFields_isOneMistake() throws Exception {
    List<CsvRow> rows = texts("input\n" + ",".repeat(3_000_000) + "\nb\n");
    assertEquals(new CsvRow.Mistake(2, "field 1001: it has more than 1000 fields"), rows.get(0));
    assertEquals(text(3, "b"), rows.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\n", "inputid", "input", "input,concepts,x", "input,input,concepts", "a;b"})
  void columnsThatAreWrong_areToldWithTheOnesThatThereAre(String header) {
    WrongTableException wrong =
        assertThrows(
            WrongTableException.class, () -> CsvRows.open(bytes(header), CsvType.RAW, true));
    assertTrue(wrong.getMessage().matches("(?s)(line 1|the file is empty).*"), wrong::getMessage);
  }

  @Test
  void otherEncodings_areToldAsSuch() {
    byte[] utf16 = "\uFEFFinput\n".getBytes(StandardCharsets.UTF_16LE);
    WrongTableException wrong =
        assertThrows(
            WrongTableException.class,
            () -> CsvRows.open(new ByteArrayInputStream(utf16), CsvType.RAW, false));
    assertEquals("the file is in UTF-16; save it in UTF-8", wrong.getMessage());
  }

  /** One character, many times. */
  private static final class Repeated extends InputStream {
    private final int c;
    private long left;

    Repeated(int c, long left) {
      this.c = c;
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? c : -1;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int n = (int) Math.min(length, left);
      java.util.Arrays.fill(to, from, from + n, (byte) c);
      left -= n;
      return n == 0 ? -1 : n;
    }
  }
}
