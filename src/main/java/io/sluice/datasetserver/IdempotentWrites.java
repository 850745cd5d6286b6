package io.sluice.datasetserver;

import io.sluice.datasetserver.ReplayTable.CallKey;
import io.sluice.datasetserver.ReplayTable.Kept;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Runs calls that change something, and answers a repeated one (same method, path, Idempotency-Key
 * and body, within 24 h) with its first answer.
 *
 * <p>A change and its kept answer are one transaction, so that a crash cannot part them. Writes run
 * one after the other: a repetition that arrives during the first waits for it and gets its answer.
 */
final class IdempotentWrites {
  /** The part of a write that runs inside the transaction. */
  interface Write {
    /**
     * Answers the call.
     *
     * @throws Problem to refuse; what was written before is undone
     */
    Reply answer(JsonNode body, Connection connection) throws SQLException, IOException;
  }

  private final Database database;
  private final Limits limits;
  private final Clock clock;

  IdempotentWrites(Database database, Limits limits, Clock clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  /** The endpoint that runs a write. */
  Endpoint around(Write write) {
    return call -> answer(call, write, limits.jsonBytes());
  }

  /** The endpoint that runs a write for many images. */
  Endpoint aroundBulk(Write write) {
    return call -> answer(call, write, limits.bulkJsonBytes());
  }

  private Reply answer(Call call, Write write, int longest) throws IOException, SQLException {
    call.query().allowing();
    requireJson(call);
    Optional<CallKey> key = key(call);
    byte[] bytes = RequestBody.read(call, longest);
    JsonNode body = Json.read(bytes);
    if (key.isEmpty()) {
      return database.write(c -> write.answer(body, c));
    }
    String digest = Digests.hexSha256(bytes);
    return database.write(
        c -> {
          Optional<Kept> kept = ReplayTable.find(c, key.get(), clock.instant());
          return kept.isPresent()
              ? replay(kept.get(), digest)
              : first(c, key.get(), digest, body, write);
        });
  }

  private Reply first(Connection c, CallKey key, String digest, JsonNode body, Write write)
      throws SQLException, IOException {
    Instant now = clock.instant();
    Reply reply = answerOrUndo(c, body, write);
    if (isFinal(reply.status()) && reply.body() instanceof Reply.Text text) {
      ReplayTable.insert(c, key, new Kept(digest, reply.status(), text.text()), now);
    }
    return reply;
  }

  private static Reply answerOrUndo(Connection c, JsonNode body, Write write)
      throws SQLException, IOException {
    Database.execute(c, "SAVEPOINT write");
    try {
      Reply reply = write.answer(body, c);
      Database.execute(c, "RELEASE write");
      return reply;
    } catch (Problem e) {
      Database.execute(c, "ROLLBACK TO write");
      Database.execute(c, "RELEASE write");
      return e.reply();
    }
  }

  /** Whether the same call would be answered the same way again; others may be tried again. */
  private static boolean isFinal(int status) {
    return status < 500 && status != 401 && status != 408 && status != 429;
  }

  private static Reply replay(Kept kept, String digest) {
    if (!kept.requestSha256().equals(digest)) {
      throw new Problem(
          422,
          "idempotency_key_reused",
          "this Idempotency-Key was used for another request; take a new one for new work");
    }
    return Reply.jsonText(kept.status(), kept.body()).with("Idempotent-Replayed", "true");
  }

  private static Optional<CallKey> key(Call call) {
    Optional<String> sent = call.header("Idempotency-Key");
    if (sent.isPresent() && !sent.get().matches("[\\x20-\\x7e]{1,255}")) {
      throw Problem.invalid("Idempotency-Key", "must be 1 to 255 printable ASCII characters");
    }
    return sent.map(key -> new CallKey(call.request().getMethod(), call.rawPath(), key));
  }

  private static void requireJson(Call call) {
    String type = call.header("Content-Type").orElse("application/json");
    if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      throw new Problem(415, "unsupported_media_type", "the body must be application/json");
    }
  }
}
