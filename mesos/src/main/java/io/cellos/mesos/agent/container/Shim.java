package io.cellos.mesos.agent.container;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Starts a process so that it is nobody's: two small shells see to it, one that waits for its end
 * and writes it down, and one that becomes the process after having written its id. Both are in
 * sessions of their own, so neither the end of the agent nor a signal to its group reaches them.
 */
final class Shim {
  /**
   * Waits. A shell tells an exit with status 137 from a signal 9 only by what it says: nothing, or
   * "Killed". What the process left running in its group ends with it. A process id of 0 means that
   * it was forbidden to begin.
   */
  private static final String WAIT =
      """
      exec 2>"$1.said"
      base=$1 inner=$2 setsid=$3
      shift 3
      $setsid /bin/sh -c "$inner" "$base" "$@"
      status=$?
      exec 2>/dev/null
      read -r pid rest <"$base.pid"
      [ "${pid:-0}" -gt 0 ] || exit 0
      kill -s KILL -- "-$pid"
      if [ -s "$base.said" ]; then echo "signal $status"; else echo "exit $status"; fi >"$base.exit"
      """;

  /** Becomes the process. Creating the file fails if somebody else did, who thereby forbade it. */
  private static final String BEGIN =
      """
      exec >>stdout 2>>stderr
      set -C
      { read -r boot </proc/sys/kernel/random/boot_id; read -r stat </proc/$$/stat; } 2>/dev/null
      { echo "$$ $boot $stat" >"$0.pid"; } 2>/dev/null || exit 125
      set +C
      while [ "$1" != -- ]; do echo "$$" >"$1" || exit 125; shift; done
      shift
      unset boot stat PWD OLDPWD SHLVL _
      exec "$@"
      """;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final boolean HAS_SETSID = Files.isExecutable(Path.of("/usr/bin/setsid"));

  private Shim() {}

  /**
   * Starts it and returns while it begins.
   *
   * @param base the path that the names of the files which tell of it begin with
   */
  static void start(ProcessSpec spec, Path base) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words(spec, base));
    builder.directory(spec.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(shellVariables(spec.environment()));
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.start();
  }

  private static List<String> words(ProcessSpec spec, Path base) {
    List<String> words = new ArrayList<>(detached());
    words.addAll(List.of("/bin/sh", "-c", WAIT, "cell-os-shim", base.toString(), BEGIN));
    words.add(HAS_SETSID ? "/usr/bin/setsid" : "perl -MPOSIX -e POSIX::setsid();exec(@ARGV)");
    spec.joins().forEach(join -> words.add(join.toString()));
    words.add("--");
    words.addAll(otherVariables(spec.environment()));
    words.addAll(spec.command());
    return words;
  }

  /** In a session of its own, and no child of ours: the words return at once. */
  private static List<String> detached() {
    return HAS_SETSID
        ? List.of("/usr/bin/setsid", "-f")
        : List.of("perl", "-MPOSIX", "-e", "fork and exit; POSIX::setsid(); exec @ARGV");
  }

  private static Map<String, String> shellVariables(Map<String, String> environment) {
    Map<String, String> plain = new HashMap<>(environment);
    plain.keySet().removeIf(name -> !NAME.matcher(name).matches());
    return plain;
  }

  /** Shells lose variables with other names. */
  private static List<String> otherVariables(Map<String, String> environment) {
    List<String> words = new ArrayList<>();
    environment.forEach(
        (name, value) -> {
          if (!NAME.matcher(name).matches() && !name.isEmpty() && !name.contains("=")) {
            words.add(name + "=" + value);
          }
        });
    if (!words.isEmpty()) {
      words.addFirst("/usr/bin/env");
    }
    return words;
  }
}
