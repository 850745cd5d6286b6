package io.sluice.app;

import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.NameClaim;

/**
 * A file whose name another one has.
 *
 * @param claim the file, and the name that it claims
 * @param owner who has it
 * @param byContent whether their contents matter
 */
record Contest(NameClaim claim, ClaimAnswer.TakenBy owner, boolean byContent) {}
