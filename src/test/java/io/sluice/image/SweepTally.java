package io.sluice.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a sweep found for one format. */
final class SweepTally {
  final Set<String> origins = new TreeSet<>();

  /** Whole files, by verdict; a held one that the decoder refuses too counts as refused. */
  int complete;

  int unknown;
  int refused;
  final List<String> held = new ArrayList<>();

  int cuts;
  int cutsUnknown;

  /** Cuts called complete from which nothing but what follows the image is missing. */
  int cutsBehindImage;

  /** Cuts called complete of a file that the decoder refuses even whole. */
  int cutsUnjudged;

  int cutsMissed;
  final List<String> missed = new ArrayList<>();

  int tails;
  int tailsUnknown;
  int tailsMissed;
  int holes;
  int holesUnknown;
  int holesMissed;

  int files() {
    return complete + unknown + refused + held.size();
  }

  static String heading() {
    return String.format(
        "%-5s %6s %7s | %8s %7s %7s %4s | %8s %7s %6s %8s %6s | %6s %7s %6s | %6s %7s %6s",
        "",
        "files",
        "origins",
        "complete",
        "unknown",
        "refused",
        "held",
        "cuts",
        "unknown",
        "behind",
        "unjudged",
        "missed",
        "tails",
        "unknown",
        "missed",
        "holes",
        "unknown",
        "missed");
  }

  String row(String name) {
    return String.format(
        "%-5s %6d %7d | %8d %7d %7d %4d | %8d %7d %6d %8d %6d | %6d %7d %6d | %6d %7d %6d",
        name,
        files(),
        origins.size(),
        complete,
        unknown,
        refused,
        held.size(),
        cuts,
        cutsUnknown,
        cutsBehindImage,
        cutsUnjudged,
        cutsMissed,
        tails,
        tailsUnknown,
        tailsMissed,
        holes,
        holesUnknown,
        holesMissed);
  }
}
