package io.sluice.target.clarifai;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How far the fake platform is with its inputs: by how often each was looked at. Thread-safe. */
public final class FakeProcessing {
  private final Set<String> unprocessable = new HashSet<>();
  private final Map<String, ObjectNode> said = new HashMap<>();
  private int looksToProcess = 1;
  private boolean stuck;

  /** So many looks at an input until it is processed. */
  public synchronized void after(int looks) {
    looksToProcess = looks;
  }

  /** No input is ever processed, until told otherwise. */
  public synchronized void stick(boolean stays) {
    stuck = stays;
  }

  /** An input with this file name or id cannot be processed. */
  public synchronized void fails(String fileName) {
    unprocessable.add(fileName);
  }

  /** The input of this id says so from now on, however often it is looked at. */
  public synchronized void says(String id, int code, String description) {
    said.put(
        id,
        JsonNodeFactory.instance.objectNode().put("code", code).put("description", description));
  }

  /** Whatever could not be processed can be from now on. */
  public synchronized void heals() {
    unprocessable.clear();
    said.clear();
  }

  synchronized ObjectNode status(FakeInput input) {
    if (said.containsKey(input.id())) {
      return said.get(input.id()).deepCopy();
    }
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    if (stuck || input.looks() < looksToProcess) {
      return status.put("code", 30001).put("description", "Download pending");
    }
    if (unprocessable.contains(input.fileName()) || unprocessable.contains(input.id())) {
      return status
          .put("code", 30002)
          .put("description", "Download failed")
          .put("details", "cannot be decoded");
    }
    return status.put("code", 30000).put("description", "Download complete");
  }
}
