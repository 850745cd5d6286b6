package io.sluice.upload;

import io.sluice.event.IngestListener;
import io.sluice.ledger.Ledger;
import java.time.Clock;

/**
 * Where a pool writes to and whom it tells.
 *
 * @param targetName the target's name in events
 * @param ledger written to before anything is told
 * @param listener what the pipeline acts on
 * @param events what reports are made of
 * @param tellings what is written and not told yet
 * @param clock what times are taken from
 */
record PoolNews(
    String targetName,
    Ledger ledger,
    PoolListener listener,
    IngestListener events,
    Tellings tellings,
    Clock clock) {}
