package io.sluice.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** {@link SqliteLedger} keeps the contract. */
class SqliteLedgerTest {
  private static Ledger open(Path stateDirectory) {
    return SqliteLedger.open(stateDirectory.resolve("ledger.db"));
  }

  @Nested
  class Upload extends LedgerUploadContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }
}
