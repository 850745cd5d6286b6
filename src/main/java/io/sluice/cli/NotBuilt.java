package io.sluice.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Refuses, by name, the commands that this version does not have yet. */
@Command(hidden = true)
final class NotBuilt implements Runnable {
  private static final List<String> COMMANDS = List.of("pause", "resume", "image", "batch");

  @Spec private CommandSpec spec;

  static void addTo(CommandLine line) {
    COMMANDS.forEach(name -> add(name, line));
    add("keys", line.getSubcommands().get("serve"));
    add("list", line.getSubcommands().get("dataset"));
    add("create", line.getSubcommands().get("dataset"));
  }

  private static void add(String name, CommandLine line) {
    line.addSubcommand(name, new NotBuilt());
    line.getSubcommands().get(name).setUnmatchedArgumentsAllowed(true);
  }

  /** As it is typed, without the name of the program. */
  private String name() {
    return spec.qualifiedName().substring(spec.root().name().length() + 1);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.parent().commandLine(),
        "the command '" + name() + "' is not built yet in this version of Sluice");
  }
}
