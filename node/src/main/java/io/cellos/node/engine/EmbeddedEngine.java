package io.cellos.node.engine;

import io.cellos.base.process.JavaCommand;
import io.cellos.mesos.agent.AgentMain;
import io.cellos.mesos.master.MasterMain;
import java.util.Map;

/**
 * Master and agent of this program, each a JVM of its own.
 *
 * @param memoryMegabytes of the machine; heaps are small parts of it
 */
public record EmbeddedEngine(JavaCommand java, long memoryMegabytes) implements EngineProgram {
  @Override
  public Launch launch(Part part, EngineNode node, Situation situation) {
    String zk = "file://" + node.zkFile();
    return switch (part) {
      case MASTER ->
          program(
              MasterMain.class,
              heap(32, 192, 2048),
              "--ip=" + node.ip(),
              "--port=" + part.port(),
              "--hostname=" + node.ip(),
              "--zk=" + zk,
              "--cluster=" + node.cell(),
              "--work_dir=" + node.workDirectory(part));
      case AGENT ->
          program(
              AgentMain.class,
              heap(64, 128, 512),
              "--ip=" + node.ip(),
              "--port=" + part.port(),
              "--hostname=" + node.ip(),
              "--master=" + zk,
              "--attributes=" + node.attributes(),
              "--resources=" + situation.resources(),
              "--work_dir=" + node.workDirectory(part));
    };
  }

  @Override
  public void prepare(Part part, EngineNode node, Situation situation) {
    // its files fit every situation
  }

  private Launch program(Class<?> main, int heapMegabytes, String... flags) {
    return new Launch(java.of(heapMegabytes, Map.of(), main, flags), Map.of());
  }

  private int heap(int part, int least, int most) {
    return Math.clamp(memoryMegabytes / part, least, most);
  }

  @Override
  public boolean followsServers() {
    return true;
  }
}
