package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Disk, ledger and dataset, made to differ in every way. */
@Execution(ExecutionMode.CONCURRENT)
final class VerifyIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] OTHER = ImageFiles.png("somebody else's");

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.folder("settle: { quiet-period: 300ms, max-wait: 1s }");
    site.writeMany(12);
  }

  /** How a {@code verify --json} ended. */
  private record Verified(int code, JsonNode folder, String shown) {
    long number(String field) {
      return folder.get(field).longValue();
    }

    /** Paths of one kind of difference; the remote one where no local file has a part in it. */
    List<String> paths(String kind) {
      assertEquals(folder.get(kind).size(), number(kind + "_total"), shown);
      return folder.get(kind).valueStream().map(VerifyIT::path).sorted().toList();
    }

    void differences(List<String> missing, List<String> different, List<String> extra) {
      assertEquals(missing, paths("missing"), shown);
      assertEquals(different, paths("different"), shown);
      assertEquals(extra, paths("extra"), shown);
    }
  }

  private static String path(JsonNode difference) {
    return (difference.has("path") ? difference.get("path") : difference.get("remote_path"))
        .stringValue();
  }

  private Verified verify(int wanted, String... more) throws Exception {
    String[] arguments = new String[more.length + 1];
    System.arraycopy(more, 0, arguments, 1, more.length);
    arguments[0] = "--json";
    try (SluiceProcess process = site.start("verify", arguments)) {
      assertEquals(wanted, process.awaitExit(), process::toString);
      JsonNode report = JSON.readTree(process.out());
      assertEquals(1, report.get("folders").size(), process::toString);
      JsonNode folder = report.get("folders").get(0);
      assertEquals(wanted == 0, folder.get("success").booleanValue(), process::toString);
      return new Verified(wanted, folder, process.toString());
    }
  }

  private static void tamper(DatasetClient client) throws Exception {
    client.delete(Site.DATASET, "/class-1/1.png");
    client.delete(Site.DATASET, "/class-2/2.png");
    client.upload(Site.DATASET, "/class-2", "2.png", OTHER);
    client.upload(Site.DATASET, "/class-3", "server-only.png", OTHER);
  }

  private NavigableMap<String, String> afterRepair() throws Exception {
    NavigableMap<String, String> expected = new TreeMap<>(site.localDigests());
    expected.put("/class-2/2.png", Site.sha256(OTHER));
    expected.put("/class-3/server-only.png", Site.sha256(OTHER));
    return expected;
  }

  @Test
  void findsWhatWasDeletedReplacedOrAddedAtTheServer_andRepairsOnlyTheFirst() throws Exception {
    site.syncHere(0);
    Verified well = verify(0);
    assertEquals(12, well.number("checked"), well.shown());
    well.differences(List.of(), List.of(), List.of());

    try (RemoteServer server = new RemoteServer(site.data())) {
      tamper(server.client());
    }
    NavigableMap<String, String> tampered = site.storedDigests();
    verify(4)
        .differences(
            List.of("class-1/1.png"),
            List.of("class-2/2.png"),
            List.of("/class-3/server-only.png"));
    assertEquals(tampered, site.storedDigests(), "a comparison changed something");

    Verified repaired = verify(4, "--repair");
    assertEquals(1, repaired.number("repaired"), repaired.shown());
    assertEquals(afterRepair(), site.storedDigests());

    verify(4).differences(List.of(), List.of("class-2/2.png"), List.of("/class-3/server-only.png"));
    site.syncHere(0).counts(12, 0, 12);
  }

  @Test
  void exits0_whenAllThatWasMissingIsRepaired() throws Exception {
    site.syncHere(0);
    try (RemoteServer server = new RemoteServer(site.data())) {
      server.client().delete(Site.DATASET, "/class-1/1.png");
      server.client().delete(Site.DATASET, "/class-1/11.png");
    }
    Verified repaired = verify(0, "--repair");
    assertEquals(2, repaired.number("repaired"), repaired.shown());
    assertEquals(site.localDigests(), site.storedDigests());
    verify(0);
  }

  @Test
  void tellsWhatChangedHere_fromWhatWasNeverUploaded() throws Exception {
    site.syncHere(0);
    Path changed = site.inbox().resolve("class-4/4.png");
    Files.write(changed, new byte[] {1}, StandardOpenOption.APPEND);
    site.write("class-5/new.png", ImageFiles.png("new"));
    Files.delete(site.inbox().resolve("class-6/6.png"));
    Verified verified = verify(4);
    verified.differences(List.of(), List.of(), List.of());
    assertEquals(List.of("class-4/4.png"), verified.paths("changed"), verified.shown());
    assertEquals(List.of("class-5/new.png"), verified.paths("not_uploaded"), verified.shown());

    site.syncHere(4);
    Verified synced = verify(4);
    assertEquals(List.of("class-4/4.png"), synced.paths("changed"), synced.shown());
    assertEquals(List.of(), synced.paths("not_uploaded"), synced.shown());
  }

  @Test
  void needsNoLedger_andSeesTheVirtualFolderAlone() throws Exception {
    site.folder("virtual-folder: /ours/here");
    site.syncHere(0);
    try (RemoteServer server = new RemoteServer(site.data())) {
      server.client().upload(Site.DATASET, "/theirs", "1.png", OTHER);
      server.client().upload(Site.DATASET, "/ours", "1.png", OTHER);
      server.client().upload(Site.DATASET, "/ours/here/class-1", "1000.png", OTHER);
    }
    SyncIT.deleteLedger(site);
    Verified verified = verify(4);
    verified.differences(List.of(), List.of(), List.of("/ours/here/class-1/1000.png"));
    assertEquals(12, verified.number("checked"), verified.shown());
    assertFalse(Files.exists(site.ledger()), "a comparison made a ledger");
  }

  @Test
  void saysThatNothingIsThere_whenTheDatasetIsNot() throws Exception {
    Verified never = verify(4);
    assertEquals(12, never.number("not_uploaded_total"), never.shown());
    site.folder("create-if-missing: false");
    assertTrue(verify(5).folder().has("error"));
  }

  @Test
  void exits75Or5_whenTheTargetCannotBeHad() throws Exception {
    try (RemoteServer server = new RemoteServer(site.data())) {
      site.remote(server.url(), server.keyFile());
      site.syncHere(0);
      server.goAway();
      Verified away = verify(75);
      assertTrue(away.folder().get("error").stringValue().contains("127.0.0.1"), away.shown());
    }
    Path wrong = Files.writeString(directory.resolve("wrong"), "pk_live_" + "0".repeat(32) + "\n");
    Files.setPosixFilePermissions(
        wrong, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    try (RemoteServer server = new RemoteServer(site.data())) {
      site.remote(server.url(), wrong);
      verify(5);
    }
  }

  @Test
  void runsBesideADaemon_andHandsItTheRepair() throws Exception {
    site.folder("watch: off", "rescan-interval: 1h", "settle: { quiet-period: 300ms }");
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("folder inbox: everything is uploaded|report folder=inbox .*state=watching");
      site.syncHere(0);
      DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
      tamper(client);
      verify(4)
          .differences(
              List.of("class-1/1.png"),
              List.of("class-2/2.png"),
              List.of("/class-3/server-only.png"));
      Verified repaired = verify(4, "--repair");
      assertEquals(1, repaired.number("repaired"), repaired.shown() + daemon);
      assertEquals(afterRepair(), client.digests(Site.DATASET));
      assertTrue(daemon.isAlive(), daemon::toString);
    }
  }
}
