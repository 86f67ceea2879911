package io.cellos.it.mesos;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.process.JavaCommand;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import io.cellos.marathon.MarathonMain;
import io.cellos.mesos.agent.AgentMain;
import io.cellos.mesos.master.MasterMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Masters, agents and Marathons as processes of their own, on addresses of 127/8; all end with it.
 */
public final class Mesos implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  /**
   * One of the processes.
   *
   * @param uri where its API is
   */
  public record Member(ProcessRef process, URI uri, Path log) {
    /** Resident memory, in bytes. */
    public long memory() throws IOException {
      Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .sum();
    }

    /** Processor time used so far. */
    public Duration processorTime() {
      return ProcessHandle.of(process.pid())
          .flatMap(handle -> handle.info().totalCpuDuration())
          .orElse(Duration.ZERO);
    }

    public void kill() {
      ProcessGroups.signal(process.pid(), ProcessGroups.Signal.KILL);
    }
  }

  private final JavaCommand java;
  private final Path directory;
  private final List<Member> members = new ArrayList<>();

  public Mesos(JavaCommand java) throws IOException {
    this.java = java;
    this.directory = Files.createTempDirectory("mesos");
  }

  /**
   * @param zooKeeper {@code zk://…/mesos}, or empty for a master that stands alone
   * @param heapMegabytes upper bound of its heap
   */
  public Member master(String ip, String zooKeeper, int heapMegabytes)
      throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(List.of("--ip=" + ip, "--port=5050"));
    if (!zooKeeper.isEmpty()) {
      flags.add("--zk=" + zooKeeper);
    }
    flags.add(work("master-" + ip));
    return start("master-" + ip, MasterMain.class, ip, 5050, "/health", flags, heapMegabytes);
  }

  /**
   * @param master {@code host:port} or {@code zk://…}
   */
  public Member agent(String ip, String master, String resources, int heapMegabytes)
      throws IOException, InterruptedException {
    List<String> flags =
        List.of(
            "--ip=" + ip,
            "--port=5051",
            "--master=" + master,
            "--resources=" + resources,
            work("agent-" + ip));
    return start("agent-" + ip, AgentMain.class, ip, 5051, "/health", flags, heapMegabytes);
  }

  /**
   * A Marathon, on port 8080.
   *
   * @param master {@code host:port} or {@code zk://…/mesos}
   * @param zooKeeper {@code zk://…/marathon}
   */
  public Member marathon(String ip, String master, String zooKeeper, int heapMegabytes)
      throws IOException, InterruptedException {
    List<String> flags =
        List.of(
            "--http_address=" + ip,
            "--http_port=8080",
            "--zk_session_timeout=4000",
            "--hostname=" + ip,
            "--master=" + master,
            "--zk=" + zooKeeper);
    return start("marathon-" + ip, MarathonMain.class, ip, 8080, "/ping", flags, heapMegabytes);
  }

  private String work(String name) {
    return "--work_dir=" + directory.resolve(name).resolve("work");
  }

  private Member start(
      String name,
      Class<?> main,
      String ip,
      int port,
      String health,
      List<String> flags,
      int heapMegabytes)
      throws IOException, InterruptedException {
    Path home = AtomicFiles.directory(directory.resolve(name));
    Path log = home.resolve("out.log");
    ProcessRef process =
        ProcessGroups.start(
            java.of(heapMegabytes, Map.of(), main, flags.toArray(String[]::new)),
            home,
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            log);
    Member member = new Member(process, URI.create("http://" + ip + ":" + port), log);
    members.add(member);
    if (!Deadline.in(START)
        .await(Duration.ofMillis(20), () -> answers(member.uri().resolve(health)))) {
      throw new IOException(name + " does not answer; its log is " + Files.readString(log));
    }
    return member;
  }

  private static boolean answers(URI uri) {
    try {
      return HttpCalls.get(uri, Duration.ofSeconds(2)).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    members.forEach(Member::kill);
    AtomicFiles.deleteTree(directory);
  }
}
