package io.sluice.target.clarifai;

import io.sluice.item.RemoteName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which file of this process is to have which id, so that two that are sent at the same time do not
 * both try the same one. Nothing depends on it but requests that would be refused. Thread-safe.
 */
final class ClaimedIds {
  private static final int MOST = 20_000;

  private final Map<String, RemoteName> owners =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RemoteName> eldest) {
          return size() > MOST;
        }
      };

  /** Claims {@code id}; false when another file was quicker. */
  synchronized boolean claim(String id, RemoteName name) {
    return name.equals(owners.computeIfAbsent(id, free -> name));
  }
}
