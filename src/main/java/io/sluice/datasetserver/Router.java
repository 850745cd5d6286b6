package io.sluice.datasetserver;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Finds the endpoint for a request: 404 if no route has the path, 405 if none of those takes the
 * method.
 *
 * <p>In a pattern <code>{}</code> stands for one segment that is not empty, <code>{*}</code> at its
 * end for one or more. The first route that fits wins. Filled before the server starts, then only
 * read.
 */
final class Router {
  private static final String ONE = "{}";
  private static final String REST = "{*}";

  private record Route(String method, List<String> pattern, Endpoint endpoint) {
    Optional<List<String>> match(List<String> segments) {
      boolean open = pattern.get(pattern.size() - 1).equals(REST);
      if (open ? segments.size() < pattern.size() : segments.size() != pattern.size()) {
        return Optional.empty();
      }
      List<String> variables = new ArrayList<>();
      for (int i = 0; i < segments.size(); i++) {
        String expected = pattern.get(Math.min(i, pattern.size() - 1));
        boolean variable = expected.equals(ONE) || expected.equals(REST);
        if (variable ? segments.get(i).isEmpty() : !expected.equals(segments.get(i))) {
          return Optional.empty();
        }
        if (variable) {
          variables.add(segments.get(i));
        }
      }
      return Optional.of(variables);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route for a pattern like <code>/images/{}/metadata</code>. */
  Router add(String method, String pattern, Endpoint endpoint) {
    routes.add(new Route(method, UrlText.segments(pattern), endpoint));
    return this;
  }

  Reply answer(Request request, InputStream body, List<String> segments)
      throws IOException, SQLException {
    Set<String> methods = new LinkedHashSet<>();
    for (Route route : routes) {
      Optional<List<String>> variables = route.match(segments);
      if (variables.isPresent() && route.method().equals(request.getMethod())) {
        return route.endpoint().answer(new Call(request, body, variables.get()));
      }
      variables.ifPresent(v -> methods.add(route.method()));
    }
    if (methods.isEmpty()) {
      throw Problem.notFound("there is nothing at this path");
    }
    throw new Problem(405, "method_not_allowed", "this path does not take " + request.getMethod())
        .header(HttpHeader.ALLOW, String.join(", ", methods));
  }
}
