package io.sluice.datasetserver;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Answers one kind of request.
 *
 * <p>Called on a server thread, by many at once; may block. Refusals are thrown as {@link Problem};
 * any other exception means that the server failed.
 */
interface Endpoint {
  Reply answer(Call call) throws IOException, SQLException;
}
