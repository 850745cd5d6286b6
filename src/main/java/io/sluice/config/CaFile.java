package io.sluice.config;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificates of authorities, as they were when the configuration was read.
 *
 * @param path the file, absolute
 * @param certificates what it holds, never empty
 */
public record CaFile(Path path, List<X509Certificate> certificates) {
  public CaFile {
    Checks.absolute("ca-file", path);
    certificates = List.copyOf(certificates);
    Checks.require(!certificates.isEmpty(), "no certificate in", path);
  }
}
