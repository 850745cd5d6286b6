package io.sluice.faultserver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A share of all requests goes wrong, each with one of the faults that were played least so far.
 * The seed decides which; in which order requests come is up to the threads. Thread-safe.
 */
final class RandomFaults implements Script {
  private final List<Fault> faults;
  private final double share;
  private final Random random;
  private final Map<String, Integer> played = new HashMap<>();

  /**
   * @param share of all requests, 0 to 1
   */
  RandomFaults(List<Fault> faults, double share, long seed) {
    this.faults = List.copyOf(faults);
    this.share = share;
    this.random = new Random(seed);
  }

  @Override
  public synchronized Optional<Fault> next(WireRequest request, List<String> paths) {
    if (random.nextDouble() >= share) {
      return Optional.empty();
    }
    List<Fault> rarest = new ArrayList<>();
    int fewest = Integer.MAX_VALUE;
    for (Fault fault : faults) {
      int hits = played.getOrDefault(fault.label(), 0);
      if (fault.befalls(request) && hits <= fewest) {
        if (hits < fewest) {
          rarest.clear();
        }
        fewest = hits;
        rarest.add(fault);
      }
    }
    if (rarest.isEmpty()) {
      return Optional.empty();
    }
    Fault chosen = rarest.get(random.nextInt(rarest.size()));
    played.merge(chosen.label(), 1, Integer::sum);
    return Optional.of(chosen);
  }
}
