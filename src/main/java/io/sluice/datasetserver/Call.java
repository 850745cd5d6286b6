package io.sluice.datasetserver;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/**
 * A request as an endpoint sees it.
 *
 * @param request Jetty's request
 * @param body the request's body, read by blocking
 * @param variables the segments of the path that the route leaves open, decoded, in order
 */
record Call(Request request, InputStream body, List<String> variables) {

  String variable(int index) {
    return variables.get(index);
  }

  /** The path as sent, still encoded. */
  String rawPath() {
    return request.getHttpURI().getPath();
  }

  QueryParameters query() {
    return QueryParameters.parse(request.getHttpURI().getQuery());
  }

  /** A header that may stand in a request once. */
  Optional<String> header(String name) {
    List<HttpField> fields = request.getHeaders().getFields(name);
    if (fields.size() > 1) {
      throw Problem.badRequest("the header " + name + " is given twice");
    }
    return fields.stream().findFirst().map(HttpField::getValue).map(v -> v == null ? "" : v);
  }

  /** The body's announced length, -1 if it announced none. */
  long length() {
    return request.getLength();
  }
}
