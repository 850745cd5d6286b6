package io.sluice.faultserver;

import io.sluice.faultserver.Fault.RunEnd;
import java.util.ArrayList;
import java.util.List;

/** All faults. */
final class Faults {
  private Faults() {}

  /** Those that a request for one small image can meet. */
  static List<Fault> single() {
    List<Fault> all = new ArrayList<>(StatusFaults.all());
    all.add(StatusFaults.absurdWait());
    all.addAll(ConnectionFaults.all());
    all.addAll(ConnectionFaults.stalls());
    all.addAll(ReplyFaults.all());
    all.addAll(StorageFaults.all());
    return all;
  }

  /** All that a run of many files can meet and get over. */
  static List<Fault> passing() {
    List<Fault> all = new ArrayList<>(single());
    all.removeIf(fault -> fault.end() != RunEnd.DONE);
    all.addAll(GroupFaults.all());
    return all;
  }

  /** Every one but those that need large files. */
  static List<Fault> mixed() {
    List<Fault> all = new ArrayList<>(single());
    all.addAll(GroupFaults.all());
    return all;
  }
}
