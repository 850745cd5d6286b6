package io.sluice.target.darwin;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What a fake server was given, for tests of other packages. */
public final class DarwinItems {
  private DarwinItems() {}

  /** Each slot that is confirmed: the item's path, the slot's name and its file's name. */
  public static Set<String> slots(FakeDarwin server) {
    return server.with(
        state -> {
          Set<String> slots = new TreeSet<>();
          state
              .items()
              .forEach(
                  (key, item) ->
                      item.slots.values().stream()
                          .filter(slot -> slot.progress == DarwinState.Progress.CONFIRMED)
                          .forEach(
                              slot ->
                                  slots.add(path(key) + " " + slot.name + " " + slot.fileName)));
          return slots;
        });
  }

  /** The SHA-256 of what is in one slot. */
  public static String digest(FakeDarwin server, String path, String slot) {
    return server.with(
        state ->
            state.items().entrySet().stream()
                .filter(item -> path(item.getKey()).equals(path))
                .findFirst()
                .orElseThrow()
                .getValue()
                .slots
                .get(slot)
                .sha256);
  }

  /** What the item was registered as. */
  public static JsonNode payload(FakeDarwin server, String name) {
    return server.with(
        state ->
            state.items().entrySet().stream()
                .filter(item -> item.getKey().name().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue()
                .payload);
  }

  /** Somebody deletes an item. */
  public static boolean delete(FakeDarwin server, String path) {
    return server.with(
        state -> {
          state.items().keySet().stream()
              .filter(key -> path(key).equals(path))
              .forEach(state::delete);
          return true;
        });
  }

  /** The names of items that registrations were asked for, as often as they were. */
  public static List<String> registered(FakeDarwin server) {
    return server.with(
        state ->
            state.registrations.stream()
                .flatMap(body -> body.path("items").values().stream())
                .map(item -> item.path("name").asString())
                .sorted()
                .toList());
  }

  private static String path(DarwinState.Key key) {
    return key.path().equals("/") ? "/" + key.name() : key.path() + "/" + key.name();
  }
}
