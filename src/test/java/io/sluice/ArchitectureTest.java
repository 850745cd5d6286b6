package io.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sluice.pace.Pace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Which package may use which: stages, and imports that go one way. */
@Execution(ExecutionMode.CONCURRENT)
final class ArchitectureTest {
  private static final String ROOT = "io.sluice.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sluice");

  /** Each package, and the packages that it may use besides itself. */
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("file", Set.of()),
              Map.entry("image", Set.of()),
              Map.entry("pace", Set.of()),
              Map.entry("http", Set.of("pace", "file")),
              Map.entry("event", Set.of("file")),
              Map.entry("source", Set.of("file")),
              Map.entry("settle", Set.of("file")),
              Map.entry("annotation", Set.of()),
              Map.entry("item", Set.of("file", "annotation")),
              Map.entry("csv", Set.of("annotation", "file")),
              Map.entry("ledger", Set.of("file", "annotation", "item")),
              Map.entry("target", Set.of("file", "annotation", "item")),
              Map.entry("target.web", Set.of("target", "http", "pace", "item", "file")),
              Map.entry(
                  "target.pictograph",
                  Set.of("target", "target.web", "http", "pace", "item", "file")),
              Map.entry(
                  "target.darwin", Set.of("target", "target.web", "http", "pace", "item", "file")),
              Map.entry(
                  "target.clarifai",
                  Set.of("target", "target.web", "http", "pace", "item", "annotation", "file")),
              Map.entry("plan", Set.of("file", "item", "ledger", "target")),
              Map.entry("upload", Set.of("target", "ledger", "event", "item", "file")),
              Map.entry("config", Set.of("file", "target")),
              Map.entry("report", Set.of("event", "ledger", "file")),
              Map.entry("status", Set.of("event", "report", "ledger", "file")),
              Map.entry("datasetserver", Set.of("image")),
              Map.entry(
                  "failpoint",
                  Set.of(
                      "file",
                      "annotation",
                      "event",
                      "item",
                      "ledger",
                      "target",
                      "report",
                      "datasetserver")),
              Map.entry(
                  "app",
                  Set.of(
                      "file",
                      "annotation",
                      "image",
                      "pace",
                      "http",
                      "event",
                      "source",
                      "settle",
                      "item",
                      "csv",
                      "ledger",
                      "target",
                      "target.web",
                      "target.pictograph",
                      "target.darwin",
                      "target.clarifai",
                      "plan",
                      "upload",
                      "config",
                      "report",
                      "status",
                      "datasetserver",
                      "failpoint")),
              // An observer of the daemon hears events, and of the server that it may show.
              Map.entry(
                  "cli",
                  Set.of(
                      "app",
                      "config",
                      "report",
                      "event",
                      "file",
                      "item",
                      "csv",
                      "target",
                      "datasetserver",
                      "failpoint"))));

  @Test
  void packagesUseOnlyWhatTheTableSays() {
    List<String> problems = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      Set<String> allowed = MAY_USE.get(name(type));
      if (allowed == null) {
        problems.add(type.getName() + " is in a package that the table does not have");
        continue;
      }
      type.getDirectDependenciesFromSelf().stream()
          .filter(use -> use.getTargetClass().getPackageName().startsWith(ROOT))
          .filter(use -> !name(use.getTargetClass()).equals(name(type)))
          .filter(use -> !allowed.contains(name(use.getTargetClass())))
          .forEach(use -> problems.add(use.getDescription()));
    }
    assertEquals("", String.join("\n", problems));
  }

  @Test
  void tableHasNoPackageThatIsGone() {
    Set<String> there = new TreeSet<>();
    CLASSES.forEach(type -> there.add(name(type)));
    assertEquals(there, MAY_USE.keySet());
  }

  private static String name(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.sluice.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyAppKnowsPlatforms() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sluice.app..", "io.sluice.target.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sluice.target.*..")
        .check(CLASSES);
  }

  @Test
  void decisionsTouchNeitherDiskNorNetwork() {
    noClasses()
        .that()
        .resideInAnyPackage("io.sluice.settle", "io.sluice.plan", "io.sluice.event")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "okhttp3..")
        .check(CLASSES);
  }

  @Test
  void timeIsPassedIn() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .because("time comes from a Clock or an argument, and waits can be woken")
        .check(CLASSES);
  }

  @Test
  void countedRequestsTakeTheirPermitInOnePlace() {
    noClasses()
        .that()
        .doNotHaveSimpleName("PacedCalls")
        .should()
        .callMethod(Pace.class, "acquireRequest")
        .check(CLASSES);
  }

  @Test
  void threadsAreMadeByAppAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sluice.app..", "io.sluice.cli..")
        .should()
        .callConstructorWhere(
            com.tngtech.archunit.core.domain.JavaConstructorCall.Predicates.target(
                com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                    JavaClass.Predicates.type(Thread.class))))
        .check(CLASSES);
  }

  @Test
  void sqliteIsKnownToTheLedgerAndTheServerAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sluice.ledger", "io.sluice.datasetserver")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void classesHaveOneJobAndItsName() {
    classes()
        .should()
        .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl|Common|BaseClass)$")
        .andShould()
        .haveNameNotMatching(".*\\.Base[A-Z].*")
        .check(CLASSES);
  }
}
