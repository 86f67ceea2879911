package io.cellos.node.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An installed build of Apache Mesos. */
public record ApacheEngine(ApacheBuild build) implements EngineProgram {

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
    return new Launch(
        words,
        build
            .libraries()
            .map(place -> Map.of("LD_LIBRARY_PATH", place.toString()))
            .orElse(Map.of()));
  }

  /** A list on the command line is all that it ever knows. */
  @Override
  public boolean followsServers() {
    return false;
  }
}
