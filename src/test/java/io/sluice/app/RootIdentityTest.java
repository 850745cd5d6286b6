package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.RootIdentity.Verdict;
import io.sluice.file.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RootIdentityTest {
  @TempDir private Path temp;
  private Path root;
  private RootIdentity identity;

  @BeforeEach
  void make() throws IOException {
    root = Files.createDirectory(temp.resolve("in"));
    identity = new RootIdentity(root);
  }

  private Verdict walk(boolean empty) throws IOException {
    identity.walking();
    return identity.judge(FileStat.of(root.toRealPath()).stamp().fileKey(), empty);
  }

  private void replace() throws IOException {
    Files.move(root, temp.resolve("away"));
    Files.createDirectory(root);
  }

  @Test
  void emptiedInPlace_isTheSameFolder() throws IOException {
    assertEquals(Verdict.SAME, walk(false));
    assertEquals(Verdict.SAME, walk(true));
    assertTrue(identity.isThere());
  }

  @Test
  void emptyFromTheStart_saysNothingOfTheTimeBefore() throws IOException {
    assertFalse(identity.isProven());
    assertEquals(Verdict.UNTOLD, walk(true));
    assertEquals(Verdict.UNTOLD, walk(true));
    assertFalse(identity.isProven(), "an unmounted disk looks so");
    assertEquals(Verdict.SAME, walk(false));
    assertTrue(identity.isProven());
    replace();
    assertFalse(identity.isProven());
  }

  @Test
  void otherAndEmpty_isNotTheFolder_untilThereIsAFile() throws IOException {
    assertEquals(Verdict.SAME, walk(false));
    replace();
    assertEquals(Verdict.EMPTIED, walk(true));
    assertFalse(identity.isThere(), "what is missing there must not be taken for gone");
    assertEquals(Verdict.OTHER, walk(false));
    assertTrue(identity.isThere());
    assertEquals(Verdict.SAME, walk(true));
  }

  @Test
  void theOldOneBack_isTheSameFolder() throws IOException {
    assertEquals(Verdict.SAME, walk(false));
    replace();
    assertEquals(Verdict.EMPTIED, walk(true));
    Files.delete(root);
    assertFalse(identity.isThere());
    Files.move(temp.resolve("away"), root);
    assertEquals(Verdict.SAME, walk(true));
  }
}
