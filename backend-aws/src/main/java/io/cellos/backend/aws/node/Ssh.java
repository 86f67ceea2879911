package io.cellos.backend.aws.node;

import io.cellos.base.process.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of ssh for the nodes of one cell.
 *
 * @param config the file that {@link SshConfig} wrote
 * @param options what the user wants on each command line
 * @param advice what to look at when ssh can't connect
 */
record Ssh(Path config, List<String> options, String advice) {
  private static final String NODE_SHELL = "cell-node-shell";

  /**
   * Runs ssh and adds a line to what it says when it could not connect (255 is its own status, and
   * rarely a command's). The input goes to ssh, signals too: a shell gives a program that it does
   * not wait for at once no input, hence the third descriptor.
   */
  private static final String EXPLAINED =
      """
      advice=$1; shift
      exec 3<&0
      "$@" <&3 3<&- &
      ssh=$!
      exec 3<&-
      trap 'kill $ssh 2>/dev/null' INT TERM HUP
      wait $ssh; status=$?
      while kill -0 $ssh 2>/dev/null; do wait $ssh; status=$?; done
      [ $status -ne 255 ] || printf 'cell: ssh ended with 255, so it did not connect or lost the node\\nnext: %s\\n' "$advice" >&2
      exit $status
      """;

  /** Runs the command in the node's directory and environment. */
  List<String> command(Reach.Target node, String shellCommand) {
    return explained(
        words(List.of(), node.id().value(), NODE_SHELL + " -c " + ShellWords.quote(shellCommand)));
  }

  /** Opens a shell in the node's directory and environment, with a terminal. */
  List<String> shell(Reach.Target node) {
    return explained(words(List.of("-t"), node.id().value(), NODE_SHELL));
  }

  /** Runs a command of the login shell, asking the user nothing. */
  List<String> script(Reach.Target node, String script) {
    return words(List.of("-o", "BatchMode=yes"), node.id().value(), script);
  }

  /** Serves a SOCKS proxy on 127.0.0.1 and does nothing else. */
  List<String> socks(String host, int port) {
    List<String> words = words(List.of("-N", "-D", "127.0.0.1:" + port), host, "");
    words.addAll(1, List.of("-o", "BatchMode=yes", "-o", "ExitOnForwardFailure=yes"));
    return words;
  }

  private List<String> explained(List<String> ssh) {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", EXPLAINED, "cell-ssh", advice));
    words.addAll(ssh);
    return words;
  }

  private List<String> words(List<String> mode, String host, String remote) {
    List<String> words = new ArrayList<>(List.of("ssh", "-F", config.toString()));
    words.addAll(options);
    words.addAll(mode);
    words.addAll(List.of("--", host));
    if (!remote.isEmpty()) {
      words.add(remote);
    }
    return words;
  }
}
