package io.sluice.config;

import java.nio.file.Path;
import java.util.List;

/** A commented configuration to start from: one target, one folder, the usual choices. */
public final class ConfigTemplate {
  private ConfigTemplate() {}

  /**
   * The text of a configuration file that {@link ConfigLoader} takes as it is, once the key that a
   * platform needs is stored where it says.
   *
   * @param type the type of the target
   * @param folder absolute
   * @param dataset the name of the dataset that the folder feeds
   * @throws IllegalArgumentException when there is no such type, or a value cannot stand in a
   *     configuration; the message is for people
   */
  public static String render(String type, Path folder, String dataset) {
    requireBuilt(type);
    String target = type.equals("embedded") ? EmbeddedTargetConfig.IMPLICIT_NAME : type;
    FolderConfig checked = FolderConfig.adHoc(folder, target, dataset, FolderConfig.DEFAULT_LAYOUT);
    return HEAD
        + target(type)
        + "\nfolders:\n  - path: "
        + YamlText.quoted("folder", PathText.render(folder))
        + "\n    name: "
        + YamlText.quoted("folder name", checked.name())
        + "\n    target: "
        + target
        + "\n    dataset: "
        + YamlText.quoted("dataset", dataset)
        + "\n"
        + FOLDER
        + (type.equals("clarifai") ? LABELS : LAYOUT)
        + (type.equals("darwin") ? MEDIA : "")
        + REST
        + (type.equals("darwin") || type.equals("clarifai") ? TOLD : DOWNLOADED)
        + REPORT;
  }

  private static String target(String type) {
    return switch (type) {
      case "embedded" -> EMBEDDED;
      case "darwin" -> DARWIN;
      case "clarifai" -> CLARIFAI;
      default -> PICTOGRAPH;
    };
  }

  private static void requireBuilt(String type) {
    List<String> types = TargetReader.TYPES;
    if (NotBuilt.TARGET_TYPES.contains(type)) {
      throw new IllegalArgumentException(
          "the target type '"
              + type
              + "' is "
              + NotBuilt.MESSAGE
              + "; use "
              + ChoiceText.alternatives(types));
    }
    if (!types.contains(type)) {
      throw new IllegalArgumentException(
          "there is no target type '" + type + "'; use " + ChoiceText.alternatives(types));
    }
  }

  private static final String HEAD =
      """
      # Configuration of Sluice. Save it as ~/.config/sluice/sluice.yaml, where every command looks
      # for it, or anywhere else and name it with -c FILE. Then:
      #
      #   sluice check -c FILE      is everything in order?
      #   sluice sync -n -c FILE    what would be uploaded; sends nothing
      #   sluice run -c FILE        sync, then watch until stopped
      #
      # Lines that begin with '#' and no space after it are settings at their defaults or examples:
      # remove the '#' to use them. Durations (2s, 10m, 1h) and sizes (100KB, 50MiB) need their unit.

      # The ledger of what was uploaded.
      # Default: $STATE_DIRECTORY, which systemd sets, else ~/.local/state/sluice.
      #state-dir: /var/lib/sluice
      # The proxy to the targets. Default: $HTTPS_PROXY, but for the hosts of $NO_PROXY.
      #proxy: http://proxy.example.com:3128
      # Certificates (PEM) that are trusted besides the system's.
      #ca-file: authorities.pem

      """;

  private static final String EMBEDDED =
      """
      targets:
        # A dataset server inside this process, on loopback. Its page shows the datasets.
        local:
          type: embedded
          # 0 picks a free port.
          port: 8471
          # Where the copies are kept. Default: datasets, below state-dir.
          #data-dir: /var/lib/sluice/datasets
      """;

  private static final String PICTOGRAPH =
      """
      targets:
        pictograph:
          type: pictograph
          url: https://api.pictograph.io
          # The API key is in a file of its own that its owner alone can read. To store it, run this,
          # paste the key, press Enter and then Ctrl-D:
          #
          #   install -D -m 600 /dev/stdin ~/.config/sluice/credentials/pictograph
          #
          # As a systemd service rather: ${CREDENTIALS_DIRECTORY:-/etc/sluice/credentials}/pictograph
          api-key-file: ~/.config/sluice/credentials/pictograph
          # Or from the environment, in place of api-key-file.
          #api-key: ${PICTOGRAPH_API_KEY}
          # Parallel transfers, 1 to 64.
          workers: 8
          # Of all folders of this target together; the server's own limits are obeyed besides.
          requests-per-second: 10
          #requests-per-hour: 2000
          #bytes-per-second: 20MB
          # Files for one request, 1 to 500, and how long those that arrive wait for one another.
          #batch-size: 100
          #batch-wait: 2s
      """;

  private static final String CLARIFAI =
      """
      targets:
        clarifai:
          type: clarifai
          url: https://api.clarifai.com
          # Whose app, and which. Where these are not here: $CLARIFAI_USER_ID and $CLARIFAI_APP_ID.
          user-id: ${CLARIFAI_USER_ID:-me}
          app-id: ${CLARIFAI_APP_ID:-my-app}
          # The personal access token is in a file of its own that its owner alone can read. To store
          # it, run this, paste the token, press Enter and then Ctrl-D:
          #
          #   install -D -m 600 /dev/stdin ~/.config/sluice/credentials/clarifai
          #
          # As a systemd service rather: ${CREDENTIALS_DIRECTORY:-/etc/sluice/credentials}/clarifai
          api-key-file: ~/.config/sluice/credentials/clarifai
          # Or from the environment, in place of api-key-file.
          #api-key: ${CLARIFAI_PAT}
          # Parallel requests, 1 to 64.
          workers: 4
          # Of all folders of this target together; the platform allows 15.
          requests-per-second: 10
          #requests-per-hour: 2000
          #bytes-per-second: 20MB
          # Files in one request, 1 to 128, and how long files that arrive wait for one another.
          #batch-size: 32
          #batch-wait: 2s
      """;

  private static final String DARWIN =
      """
      targets:
        darwin:
          type: darwin
          url: https://darwin.v7labs.com
          # The team's slug. Default: the team that the API key belongs to.
          #team: my-team
          # The API key is in a file of its own that its owner alone can read. To store it, run this,
          # paste the key, press Enter and then Ctrl-D:
          #
          #   install -D -m 600 /dev/stdin ~/.config/sluice/credentials/darwin
          #
          # As a systemd service rather: ${CREDENTIALS_DIRECTORY:-/etc/sluice/credentials}/darwin
          api-key-file: ~/.config/sluice/credentials/darwin
          # Or from the environment, in place of api-key-file.
          #api-key: ${DARWIN_API_KEY}
          # Parallel transfers, 1 to 64.
          workers: 8
          # Of all folders of this target together; the server's own limits are obeyed besides.
          requests-per-second: 10
          #requests-per-hour: 2000
          #bytes-per-second: 20MB
          # Items in one registration, 1 to 500, and how long files that arrive wait for one another.
          #batch-size: 100
          #batch-wait: 2s
      """;

  private static final String FOLDER =
      """
          # A dataset that is not there is created.
          create-if-missing: true
      """;

  private static final String LABELS =
      """
          # true: the name of the directory that a file is in becomes its concept.
          labels: false
          # Which files: image, text, video or audio. Texts need an app whose primary input type is
          # Text/Document (see the app's settings).
          #input-type: image
          # Sidecars beside the files say what is known of them: none, optional or required.
          #annotations: none
      """;

  private static final String LAYOUT =
      """
          # The first directory below the folder becomes a virtual folder of the dataset, and deeper
          # ones collapse into it. preserve-folders: true keeps them all; it excludes this one.
          organize-by-class: true
          #preserve-folders: false
          # Where in the dataset this folder's tree starts.
          #virtual-folder: /
      """;

  private static final String MEDIA =
      """
          # Which files: image or video. Without it all that the platform takes.
          #input-type: image
          # What becomes an item: each file, or (directory) the files of each first-level directory: as
          # slots side by side, channels of one picture, or a series, the .dcm slices of a volume.
          #unit: file
          #item-merge-mode: slots
          # Of a video: the frames of each second, such as 5; native takes all. true makes each frame
          # an image by itself.
          #fps: native
          #as-frames: false
      """;

  private static final String REST =
      """
          # Which files, in place of all with an extension that the target takes; and which never.
          #include: ["*.jpg", "*.png"]
          #exclude: ["thumbnails/"]
          # When a file counts as complete; 'auto' waits longer where that is harder to tell.
          #settle: { quiet-period: auto, max-wait: 10m, check-structure: true, on-incomplete: hold }
          # How changes are noticed: auto, events, poll (network mounts), off.
          #watch: auto
          #rescan-interval: 1m
          # Of a backlog: oldest or newest first. What arrives goes before it.
          #order: oldest
          # A name that is there with other content, and a file that changed after its upload: reported,
          # or uploaded under a name with a suffix (rename). Nothing is overwritten.
          #on-conflict: report
          #on-change: report
      """;

  private static final String DOWNLOADED =
      """
          # A name that is there already is compared by size; 'content' downloads it once.
          #verify-existing: size
      """;

  private static final String TOLD =
      """
          # A name that is there already is compared by what the platform tells of it; nothing is
          # downloaded, whatever this says.
          #verify-existing: size
      """;

  private static final String REPORT =
      """

      # The log line on each folder's progress.
      report:
        interval: 1m
        when-idle: 1h
      """;
}
