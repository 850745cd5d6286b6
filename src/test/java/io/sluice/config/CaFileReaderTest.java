package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaFileReaderTest {
  @TempDir Path dir;

  @Test
  void readsAllCertificates_andTakesTheRestAsComment() throws Exception {
    CaFile file = load("é some text\n" + ConfigFolder.authorities() + "\n# the end");
    assertEquals(
        List.of("CN=Test authority one", "CN=Test authority two"),
        file.certificates().stream().map(c -> c.getSubjectX500Principal().getName()).toList());
  }

  @Test
  void readsFilesOfOtherSystems() throws Exception {
    assertEquals(2, load(ConfigFolder.authorities().replace("\n", "\r\n")).certificates().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "-----BEGIN CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n",
        "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n"
      })
  void refusesAFileWithoutAny(String content) {
    assertProblem(content, "authorities.pem holds no whole certificate; it must be PEM");
  }

  @Test
  void refusesAFile_thatIsCutOff() {
    String whole = ConfigFolder.authorities();
    assertProblem(whole.substring(0, whole.length() - 40), "is cut off or damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "", "MIIB", "===="})
  void refusesACertificate_thatIsDamaged(String base64) {
    assertProblem(
        ConfigFolder.authorities()
            + "-----BEGIN CERTIFICATE-----\n"
            + base64
            + "\n-----END CERTIFICATE-----\n",
        "certificate 3 in ");
  }

  @Test
  void refusesAPrivateKey() {
    assertProblem(
        ConfigFolder.authorities() + "-----BEGIN PRIVATE KEY-----\ncanary\n",
        "holds a private key");
  }

  @Test
  void refusesAHugeFile() {
    assertProblem("x".repeat(1_000_001), "is larger than 1 MB");
  }

  @Test
  void refusesWhatIsNoFile() {
    ConfigFolder folder = new ConfigFolder(dir);
    assertTrue(only(folder, "gone.pem").endsWith("gone.pem does not exist"));
    assertTrue(only(folder, "'.'").contains("is a directory; name a file of certificates (PEM)"));
  }

  private CaFile load(String content) throws ConfigException {
    ConfigFolder folder = new ConfigFolder(dir);
    folder.write("authorities.pem", content, "rw-r--r--");
    return folder.load("\nca-file: authorities.pem").network().caFile().orElseThrow();
  }

  private void assertProblem(String content, String expected) {
    ConfigFolder folder = new ConfigFolder(dir);
    folder.write("authorities.pem", content, "rw-r--r--");
    String problem = only(folder, "authorities.pem");
    assertTrue(problem.contains(expected), problem);
  }

  private static String only(ConfigFolder folder, String file) {
    List<String> problems = folder.problems("\nca-file: " + file);
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("sluice.yaml:2: ca-file: "), problems.toString());
    return problems.get(0);
  }
}
