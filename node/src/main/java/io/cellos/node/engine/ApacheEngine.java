package io.cellos.node.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An installed build of Apache Mesos.
 *
 * @param sharedMachine whether agents of other nodes run on the machine, too
 */
public record ApacheEngine(ApacheBuild build, boolean sharedMachine) implements EngineProgram {

  /**
   * An agent ends every container on its machine that it does not know, so agents of one machine
   * would end each other's tasks. A module's file of the environment goes before these.
   */
  private static final Map<String, String> AMONG_OTHERS =
      Map.of("MESOS_LAUNCHER", "posix", "MESOS_DOCKER_KILL_ORPHANS", "false");

  @Override
  public void prepare(Part part, EngineNode node, Situation situation) throws IOException {
    if (part == Part.MASTER) {
      new ReplicatedLog(node.workDirectory(part)).fit(situation.quorum());
    }
  }

  @Override
  public Launch launch(Part part, EngineNode node, Situation situation) {
    List<String> words = new ArrayList<>();
    words.add(build.programs().get(part).toString());
    words.add("--ip=" + node.ip());
    words.add("--port=" + part.port());
    words.add("--hostname=" + node.ip());
    words.add("--work_dir=" + node.workDirectory(part));
    switch (part) {
      case MASTER -> {
        words.add("--zk=" + situation.zkUrl());
        words.add("--quorum=" + situation.quorum());
        words.add("--cluster=" + node.cell());
      }
      case AGENT -> {
        words.add("--master=" + situation.zkUrl());
        words.add("--runtime_dir=" + node.directory().resolve("run"));
        build.launcherDirectory().ifPresent(place -> words.add("--launcher_dir=" + place));
        words.add("--attributes=" + node.attributes());
        words.add("--resources=" + situation.resources());
        words.add("--no-systemd_enable_support");
        if (!node.privileged()) {
          words.add("--no-switch_user");
        }
      }
    }
    return new Launch(words, environment(part));
  }

  private Map<String, String> environment(Part part) {
    Map<String, String> variables = new HashMap<>();
    build.libraries().ifPresent(place -> variables.put("LD_LIBRARY_PATH", place.toString()));
    if (part == Part.AGENT && sharedMachine) {
      variables.putAll(AMONG_OTHERS);
    }
    return variables;
  }

  /** A list on the command line is all that it ever knows. */
  @Override
  public boolean followsServers() {
    return false;
  }
}
