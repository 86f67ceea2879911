package io.cellos.backend.aws.node;

import io.cellos.base.error.CellException;
import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ShellWords;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The configuration file with which ssh finds the nodes of a cell, by id and by label. People use
 * it too: {@code ssh -F ~/.cellos/generated/demo/ssh_config nucleus-1}.
 */
final class SshConfig {
  /** The host name of the cell's bastion in the file. */
  static final String BASTION = "bastion";

  private static final Pattern UNSPEAKABLE = Pattern.compile("[\\p{Cntrl}\"\\\\]|\\$\\{");

  private SshConfig() {}

  /**
   * Writes the file unless it says the same already.
   *
   * @param directory of the cell's generated files; made where missing
   * @return the file
   */
  static Path write(Path directory, Reach reach, SshSettings settings, Transport transport) {
    Path file = file(directory);
    String text = text(directory, reach, settings, transport);
    try {
      AtomicFiles.directory(directory);
      if (!Files.exists(file) || !Files.readString(file).equals(text)) {
        AtomicFiles.write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      return file;
    } catch (IOException e) {
      throw CellException.failed(
          "can't write " + file + ": " + e.getMessage(), "see that the folder is yours", e);
    }
  }

  static String text(Path directory, Reach reach, SshSettings settings, Transport transport) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# The nodes of cell %s; cell writes this anew when they change."
            .formatted(reach.cell().cell()));
    lines.add("# By hand: ssh -F THIS-FILE nucleus-1");
    lines.add("Host *");
    lines.add("  User " + settings.user());
    lines.add("  Port " + settings.port());
    reach
        .key()
        .ifPresent(
            key -> {
              lines.add("  IdentityFile " + path(key));
              lines.add("  IdentitiesOnly yes");
            });
    // ids of instances are never used again, addresses are: keys are known by id
    lines.add("  UserKnownHostsFile " + path(directory.resolve("known_hosts")));
    lines.add("  StrictHostKeyChecking accept-new");
    lines.add("  ServerAliveInterval 15");
    lines.add("  ServerAliveCountMax 3");
    lines.add("  LogLevel ERROR");
    if (transport instanceof Transport.Bastion(String address)) {
      lines.add("");
      lines.add("Host " + BASTION);
      lines.add("  HostName " + address);
      lines.add("  ConnectTimeout " + settings.seconds());
    }
    for (Reach.Target target : reach.targets()) {
      if (target.node().privateIp() != null) {
        lines.add("");
        lines.add("Host " + target.id() + " " + target.label());
        lines.add("  HostKeyAlias " + target.id());
        lines.add("  ConnectTimeout " + transport.connectSeconds(settings.seconds()));
        lines.addAll(way(directory, target, transport));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> way(Path directory, Reach.Target target, Transport transport) {
    return switch (transport) {
      case Transport.SessionManager(List<String> tunnel) -> {
        List<String> words = new ArrayList<>(tunnel);
        words.add(target.id().value());
        yield List.of("  HostName " + target.id(), "  ProxyCommand " + command(words));
      }
      case Transport.Bastion bastion ->
          List.of("  HostName " + target.node().privateIp(), "  ProxyCommand " + jump(directory));
    };
  }

  /** What ProxyJump would do, but that does not quote the path of this file. */
  private static String jump(Path directory) {
    return command(List.of("ssh", "-F", file(directory).toString())) + " -W '[%h]:%p' " + BASTION;
  }

  private static Path file(Path directory) {
    return directory.resolve("ssh_config");
  }

  /** The rest of such a line goes to a shell, after ssh has replaced its own percent signs. */
  private static String command(List<String> words) {
    String line = ShellWords.program(words);
    if (line.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException("ssh can't run a program with such a name: " + line);
    }
    return line.replace("%", "%%");
  }

  private static String path(Path path) {
    String text = path.toString();
    if (UNSPEAKABLE.matcher(text).find()) {
      throw new InvalidInputException(
          "ssh can't read a path with quotes, backslashes, \"${\" or control characters: " + text);
    }
    return "\"" + text.replace("%", "%%") + "\"";
  }
}
