package io.sluice.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** {@link SqliteLedger} keeps the contract. */
class SqliteLedgerTest {
  private static Ledger open(Path stateDirectory) {
    return SqliteLedger.open(stateDirectory.resolve("ledger.db"));
  }

  @Nested
  class Folders extends LedgerFolderContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }

  @Nested
  class Records extends LedgerRecordContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }

  @Nested
  class Plans extends LedgerPlanContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }

  @Nested
  class Renames extends LedgerRenameContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }

  @Nested
  class Steps extends LedgerStepContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }

  @Nested
  class Queue extends LedgerQueueContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }

  @Nested
  class Reads extends LedgerReadContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }

  @Nested
  class Upload extends LedgerUploadContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }

  @Nested
  class Listed extends LedgerListingContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }

  @Nested
  class Forgets extends LedgerForgetContract {
    @Override
    Ledger openLedger(Path stateDirectory) {
      return open(stateDirectory);
    }
  }
}
