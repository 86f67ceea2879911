package io.cellos.node.marathon;

import io.cellos.base.process.JavaCommand;
import io.cellos.marathon.MarathonMain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How Marathon is started on a node: it meets the others, and finds Mesos, by the node's files of
 * ZooKeeper's address, which it follows.
 *
 * @param ip it listens there, and is called so
 * @param home the node's directory
 * @param memoryMegabytes of the machine; the heap is a small part of it
 */
record MarathonLaunch(JavaCommand java, String ip, Path home, long memoryMegabytes) {
  private static final int LEAST_HEAP = 256;
  private static final int MOST_HEAP = 2048;
  private static final int PART = 64;

  List<String> command() {
    Path etc = home.resolve("etc");
    return java.of(
        Math.clamp(memoryMegabytes / PART, LEAST_HEAP, MOST_HEAP),
        Map.of(),
        MarathonMain.class,
        "--master=file://" + etc.resolve("mesos.zk"),
        "--zk=file://" + etc.resolve("marathon.zk"),
        "--hostname=" + ip,
        "--http_address=" + ip,
        "--http_port=" + MarathonModule.PORT,
        "--zk_session_timeout=4000"); // as masters have it: another leads as soon
  }
}
