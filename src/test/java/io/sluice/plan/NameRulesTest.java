package io.sluice.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.RelativePath;
import io.sluice.target.DraftName;
import io.sluice.target.InvalidNameException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NameRulesTest {
  @ParameterizedTest
  @CsvSource({
    "FIRST_LEVEL, /,        a.jpg,         /",
    "FIRST_LEVEL, /,        stop/a.jpg,    /stop",
    "FIRST_LEVEL, /,        stop/x/y/a.jpg, /stop",
    "FIRST_LEVEL, /in/2026, stop/x/a.jpg,  /in/2026/stop",
    "FIRST_LEVEL, /in,      a.jpg,         /in",
    "WHOLE_PATH,  /,        a.jpg,         /",
    "WHOLE_PATH,  /,        stop/x/a.jpg,  /stop/x",
    "WHOLE_PATH,  /in,      stop/x/a.jpg,  /in/stop/x",
    "FLAT,        /,        stop/x/a.jpg,  /",
    "FLAT,        /in,      stop/x/a.jpg,  /in",
  })
  void placesFiles(FolderLayout layout, String start, String path, String directory)
      throws Exception {
    DraftName draft = new NameRules(layout, start).draft("ds", new RelativePath(path));

    assertEquals(new DraftName("ds", directory, "a.jpg"), draft);
  }

  @Test
  void refusesAName_whenItIsNoText() {
    NameRules rules = new NameRules(FolderLayout.FIRST_LEVEL, "/");

    InvalidNameException refused =
        assertThrows(
            InvalidNameException.class, () -> rules.draft("ds", new RelativePath("x/bad%FF.jpg")));
    assertTrue(refused.getMessage().contains("bad\\xff.jpg"), refused.getMessage());
  }

  @Test
  void namesTheSettingThatKeepsBothFiles_whenTwoCollide() {
    RelativePath owner = new RelativePath("stop/x/a.jpg");

    String reason =
        new NameRules(FolderLayout.FIRST_LEVEL, "/")
            .collision("/stop/a.jpg", new RelativePath("stop/y/a.jpg"), owner);

    assertTrue(reason.contains("stop/x/a.jpg"), reason);
    assertTrue(reason.contains("preserve-folders: true"), reason);
  }

  @Test
  void reasonIsSafeToPrint_whateverTheNameIs() {
    String reason =
        new NameRules(FolderLayout.FIRST_LEVEL, "/")
            .collision("/a\u2029.jpg", new RelativePath("a%07.jpg"), new RelativePath("a.jpg"));

    assertTrue(reason.contains("/a\\u2029.jpg"), reason);
  }

  @Test
  void reasonOfAPushIsSafeToPrint_whateverTheNameIs() {
    NameRules rules = new NameRules(FolderLayout.FLAT, "/");
    RelativePath owner = new RelativePath("d/a%1B.jpg");
    for (String reason :
        List.of(
            rules.collisionInPush("/a\u001b.jpg", owner),
            rules.unitCollision("/a\u001b.jpg", owner))) {
      assertFalse(reason.contains("\u001b"), reason);
    }
  }
}
