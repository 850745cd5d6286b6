package io.sluice.ledger;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@link SqliteLedger} keeps the contract. */
@Execution(ExecutionMode.CONCURRENT)
class SqliteLedgerTest {
  private static Ledger open(Path stateDirectory, Instant now) {
    return SqliteLedger.open(stateDirectory.resolve("ledger.db"), now);
  }

  @Nested
  class Folders extends LedgerFolderContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Records extends LedgerRecordContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Sidecars extends LedgerSidecarContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Plans extends LedgerPlanContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Parts extends LedgerPartsContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Told extends LedgerToldContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Renames extends LedgerRenameContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Steps extends LedgerStepContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Queue extends LedgerQueueContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Reads extends LedgerReadContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Upload extends LedgerUploadContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Listed extends LedgerListingContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class Forgets extends LedgerForgetContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }

  @Nested
  class SetBack extends LedgerSetBackContract {
    @Override
    Ledger openLedger(Path stateDirectory, Instant now) {
      return open(stateDirectory, now);
    }
  }
}
