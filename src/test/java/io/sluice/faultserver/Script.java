package io.sluice.faultserver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong when. Called by several threads. */
@FunctionalInterface
interface Script {
  /** Nothing ever. */
  Script NONE = (request, paths) -> Optional.empty();

  /**
   * What goes wrong with a request.
   *
   * @param paths the images that it is about
   */
  Optional<Fault> next(WireRequest request, List<String> paths);

  /** The {@code n}-th request of a step, counted from 1, that the fault can befall. */
  static Script nth(Step step, int n, Fault fault) {
    AtomicInteger seen = new AtomicInteger();
    return (request, paths) ->
        request.step() == step && fault.befalls(request) && seen.incrementAndGet() == n
            ? Optional.of(fault)
            : Optional.empty();
  }

  /** The first request of a step that is about one image. */
  static Script named(Step step, String path, Fault fault) {
    AtomicInteger seen = new AtomicInteger();
    return (request, paths) ->
        request.step() == step
                && paths.contains(path)
                && fault.befalls(request)
                && seen.incrementAndGet() == 1
            ? Optional.of(fault)
            : Optional.empty();
  }

  /** The first request of each step that is about an image, by its path. */
  static Script eachOnce(Step step, Map<String, Fault> faults) {
    Map<String, Fault> left = new ConcurrentHashMap<>(faults);
    return (request, paths) ->
        request.step() == step && paths.size() == 1
            ? Optional.ofNullable(left.remove(paths.get(0)))
            : Optional.empty();
  }
}
