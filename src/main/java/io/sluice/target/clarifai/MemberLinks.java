package io.sluice.target.clarifai;

import io.sluice.target.Dataset;
import io.sluice.target.EntryLinks;
import io.sluice.target.TargetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts inputs of the app into its datasets. */
final class MemberLinks implements EntryLinks {
  private final InputLookup lookup;
  private final Members members;

  MemberLinks(InputLookup lookup, Members members) {
    this.lookup = lookup;
    this.members = members;
  }

  @Override
  public int maxIds() {
    return Members.PAGE;
  }

  @Override
  public List<Standing> standings(Dataset dataset, List<String> ids)
      throws TargetException, InterruptedException {
    Set<String> there = lookup.find(ids).keySet();
    Set<String> inside = members.listed(dataset, there);
    List<Standing> standings = new ArrayList<>();
    for (String id : ids) {
      if (inside.contains(id)) {
        standings.add(Standing.MEMBER);
      } else {
        standings.add(there.contains(id) ? Standing.OUTSIDE : Standing.MISSING);
      }
    }
    return List.copyOf(standings);
  }

  @Override
  public Map<String, String> add(Dataset dataset, List<String> ids)
      throws TargetException, InterruptedException {
    Map<String, String> failed = new LinkedHashMap<>(members.addTold(dataset, ids));
    Set<String> added = new HashSet<>(ids);
    added.removeAll(failed.keySet());
    // That they were taken is what the platform says of its own request: it is asked.
    members.forget(dataset, added);
    Set<String> seen = members.among(dataset, added);
    for (String id : ids) {
      if (added.contains(id) && !seen.contains(id)) {
        failed.put(id, "the platform has taken it, and does not list it in the dataset");
      }
    }
    return failed;
  }
}
