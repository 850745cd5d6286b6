package io.sluice.config;

import io.sluice.file.DisplayText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of certificates in PEM, once. Text between them is comment. */
final class CaFileReader {
  private static final int MAX_BYTES = 1_000_000;
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final Pattern BLOCK =
      Pattern.compile(BEGIN + "([A-Za-z0-9+/=\\s]*+)-----END CERTIFICATE-----");

  private CaFileReader() {}

  static CaFile read(Path path) throws BadValue {
    String shown = DisplayText.of(path.toString());
    String text = text(path, shown);
    if (text.contains("PRIVATE KEY-----")) {
      throw BadValue.refused(
          shown + " holds a private key; ca-file takes certificates alone, which are public");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      certificates.add(certificate(block.group(1), shown, certificates.size() + 1));
    }
    if (certificates.isEmpty() || text.split(BEGIN, -1).length - 1 != certificates.size()) {
      throw BadValue.refused(
          shown
              + (certificates.isEmpty() ? " holds no whole certificate" : " is cut off or damaged")
              + "; it must be PEM: "
              + BEGIN
              + " and so on, one or more");
    }
    return new CaFile(path, certificates);
  }

  private static String text(Path path, String shown) throws BadValue {
    if (Files.isDirectory(path)) {
      throw BadValue.refused(shown + " is a directory; name a file of certificates (PEM)");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw BadValue.refused(shown + " is larger than 1 MB, the most that ca-file may have");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw BadValue.refused(shown + " does not exist");
    } catch (AccessDeniedException e) {
      throw BadValue.refused(shown + " cannot be read by the user that runs Sluice");
    } catch (IOException e) {
      throw BadValue.refused(shown + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static X509Certificate certificate(String base64, String shown, int number)
      throws BadValue {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException e) {
      throw BadValue.refused(
          "certificate "
              + number
              + " in "
              + shown
              + " is damaged; take the file from its source again");
    }
  }
}
