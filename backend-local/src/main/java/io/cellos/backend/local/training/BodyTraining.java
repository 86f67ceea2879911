package io.cellos.backend.local.training;

import io.cellos.base.time.Deadline;
import io.cellos.mesos.agent.AgentMain;
import io.cellos.mesos.master.MasterMain;
import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.MasterAgents;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.SchedulerClient;
import io.cellos.protocols.mesos.Wire;
import io.cellos.protocols.mesos.WireException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A master and an agent, a framework that runs one small task on them, and Marathon. */
final class BodyTraining {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String RESOURCES = "cpus:1;mem:64";

  private BodyTraining() {}

  /**
   * @param address where a ZooKeeper serves, and master and agent may
   */
  static void run(String address, Path directory) throws IOException, InterruptedException {
    String zk = "zk://" + address + ":2181/mesos";
    begin("master", () -> MasterMain.run(master(address, zk, directory), Map.of(), out(), out()));
    begin("agent", () -> AgentMain.run(agent(address, zk, directory), Map.of(), out(), out()));
    Endpoint master = Endpoint.of(URI.create("http://" + address + ":5050"), TIMEOUT);
    if (!Deadline.in(PATIENCE).await(Duration.ofMillis(50), () -> hasAgent(master))) {
      throw new IOException("no agent joined the master of " + directory);
    }
    for (Wire wire : Wire.values()) {
      runTask(master, wire);
    }
    MarathonTraining.run(address);
  }

  private static PrintStream out() {
    return System.out;
  }

  /** They end with the training. */
  private static void begin(String name, Runnable program) {
    Thread.ofPlatform().daemon().name(name + "-training").start(program);
  }

  private static String[] master(String address, String zk, Path directory) {
    return new String[] {
      "--ip=" + address,
      "--hostname=" + address,
      "--zk=" + zk,
      "--cluster=training",
      "--work_dir=" + directory.resolve("master")
    };
  }

  private static String[] agent(String address, String zk, Path directory) {
    return new String[] {
      "--ip=" + address,
      "--hostname=" + address,
      "--master=" + zk,
      "--attributes=role:stateless-body;node:n-00000000",
      "--resources=cpus:1;mem:128;disk:128;ports:[8081-32000]",
      "--work_dir=" + directory.resolve("agent")
    };
  }

  private static boolean hasAgent(Endpoint master) {
    try {
      return new MasterAgents(master.uri(), TIMEOUT).list().size() == 1;
    } catch (IOException e) {
      return false;
    }
  }

  private static void runTask(Endpoint master, Wire wire) throws IOException, InterruptedException {
    FrameworkInfo info =
        FrameworkInfo.newBuilder()
            .setUser(System.getProperty("user.name"))
            .setName("training")
            .build();
    Call subscribe =
        Call.newBuilder()
            .setType(Call.Type.SUBSCRIBE)
            .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info))
            .build();
    Deadline deadline = Deadline.in(PATIENCE);
    try (SchedulerClient client = SchedulerClient.subscribe(master, wire, subscribe)) {
      FrameworkID framework = client.next().getSubscribed().getFrameworkId();
      boolean ended = false;
      while (!ended && !deadline.isPast()) {
        Event event = client.next();
        switch (event.getType()) {
          case OFFERS -> client.call(launch(framework, event.getOffers().getOffers(0)));
          case UPDATE -> ended = acknowledge(client, framework, event.getUpdate().getStatus());
          default -> {}
        }
      }
      client.call(call(framework, Call.Type.TEARDOWN).build());
      if (!ended) {
        throw new IOException("a task did not end");
      }
    }
  }

  private static Call launch(FrameworkID framework, Offer offer) throws WireException {
    TaskInfo task =
        TaskInfo.newBuilder()
            .setName("training")
            .setTaskId(TaskID.newBuilder().setValue("training"))
            .setAgentId(offer.getAgentId())
            .addAllResources(Resources.parse(RESOURCES, "*").list())
            .setCommand(CommandInfo.newBuilder().setValue("true"))
            .build();
    return call(framework, Call.Type.ACCEPT)
        .setAccept(
            Call.Accept.newBuilder()
                .addOfferIds(offer.getId())
                .addOperations(
                    Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH)
                        .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(task))))
        .build();
  }

  /** Returns whether the task has ended. */
  private static boolean acknowledge(
      SchedulerClient client, FrameworkID framework, TaskStatus status) throws IOException {
    if (status.hasUuid()) {
      client.call(
          call(framework, Call.Type.ACKNOWLEDGE)
              .setAcknowledge(
                  Call.Acknowledge.newBuilder()
                      .setAgentId(status.getAgentId())
                      .setTaskId(status.getTaskId())
                      .setUuid(status.getUuid()))
              .build());
    }
    return status.getState() != TaskState.TASK_STARTING
        && status.getState() != TaskState.TASK_RUNNING;
  }

  private static Call.Builder call(FrameworkID framework, Call.Type type) {
    return Call.newBuilder().setFrameworkId(framework).setType(type);
  }
}
