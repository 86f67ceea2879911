package io.cellos.marathon.testing;

import com.google.protobuf.ByteString;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/**
 * Two agents behind a {@link FakeMaster} that always have room: what is launched runs at once, and
 * is well if Mesos looks; what is killed has ended at once; a task whose command is {@code fail}
 * fails. Agents are on this machine, at the addresses 127.0.0.1 and 127.0.0.2.
 */
public final class QuickAgents {
  private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2");

  private final FakeMaster master;
  private final AtomicInteger offers = new AtomicInteger();
  private final Map<String, String> tasks = new ConcurrentHashMap<>();
  private final Set<String> offered = ConcurrentHashMap.newKeySet();

  private QuickAgents(FakeMaster master) {
    this.master = master;
  }

  /** Lets the master have agents. */
  public static QuickAgents behind(FakeMaster master) {
    QuickAgents agents = new QuickAgents(master);
    master.onCall(agents::hear);
    return agents;
  }

  /** Tells of the end of a task, whether there is one or not. */
  public void end(String task) {
    update(task, TaskState.TASK_FINISHED);
  }

  /** An executor says something. */
  public void say(String executor, String message) {
    master.say(
        Event.newBuilder()
            .setType(Event.Type.MESSAGE)
            .setMessage(
                Event.Message.newBuilder()
                    .setAgentId(AgentID.newBuilder().setValue("s-127.0.0.1"))
                    .setExecutorId(ExecutorID.newBuilder().setValue(executor))
                    .setData(ByteString.copyFromUtf8(message)))
            .build());
  }

  private void hear(Call call) {
    switch (call.getType()) {
      case REVIVE -> call.getRevive().getRolesList().forEach(this::offer);
      case ACCEPT -> {
        String agent = agent(call.getAccept().getOfferIds(0).getValue());
        for (Offer.Operation operation : call.getAccept().getOperationsList()) {
          operation.getLaunch().getTaskInfosList().forEach(task -> launch(agent, task));
          operation
              .getLaunchGroup()
              .getTaskGroup()
              .getTasksList()
              .forEach(task -> launch(agent, task));
        }
        call.getAccept().getOfferIdsList().forEach(id -> again(id.getValue()));
      }
      case KILL -> update(call.getKill().getTaskId().getValue(), TaskState.TASK_KILLED);
      default -> {} // needs no answer
    }
  }

  private void offer(String role) {
    for (String host : HOSTS) {
      String id = "o-" + offers.incrementAndGet() + "-" + host + "-" + role;
      offered.add(id);
      master.say(
          Event.newBuilder()
              .setType(Event.Type.OFFERS)
              .setOffers(Event.Offers.newBuilder().addOffers(offer(id, host, role)))
              .build());
    }
  }

  private void again(String id) {
    if (offered.remove(id)) {
      offer(id.split("-", 4)[3]);
    }
  }

  private static String agent(String offer) {
    return "s-" + offer.split("-", 4)[2];
  }

  private static Offer offer(String id, String host, String role) {
    return Offer.newBuilder()
        .setId(OfferID.newBuilder().setValue(id))
        .setFrameworkId(FrameworkID.newBuilder().setValue("f-0001"))
        .setAgentId(AgentID.newBuilder().setValue("s-" + host))
        .setHostname(host)
        .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole(role))
        .addAllResources(resources(role))
        .addAttributes(
            Attribute.newBuilder()
                .setName("rack")
                .setType(Value.Type.TEXT)
                .setText(Value.Text.newBuilder().setValue("a")))
        .build();
  }

  private static List<Resource> resources(String role) {
    try {
      return Resources.parse("cpus:16;mem:64000;disk:64000;ports:[31000-32000]", "*")
          .allocate(role)
          .list();
    } catch (WireException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void launch(String agent, TaskInfo task) {
    tasks.put(task.getTaskId().getValue(), agent);
    boolean fails = task.getCommand().getValue().equals("fail");
    update(
        task.getTaskId().getValue(), fails ? TaskState.TASK_FAILED : TaskState.TASK_RUNNING, task);
  }

  private void update(String task, TaskState state) {
    update(task, state, TaskInfo.getDefaultInstance());
  }

  private void update(String task, TaskState state, TaskInfo info) {
    String agent = tasks.getOrDefault(task, "s-127.0.0.1");
    TaskStatus.Builder status =
        TaskStatus.newBuilder()
            .setTaskId(TaskID.newBuilder().setValue(task))
            .setAgentId(AgentID.newBuilder().setValue(agent))
            .setState(state)
            .setMessage("said the agent")
            .setTimestamp(System.currentTimeMillis() / 1000.0)
            .setUuid(ByteString.copyFromUtf8(UUID.randomUUID().toString().substring(0, 16)))
            .setContainerStatus(
                ContainerStatus.newBuilder()
                    .addNetworkInfos(
                        NetworkInfo.newBuilder()
                            .addIpAddresses(
                                NetworkInfo.IPAddress.newBuilder()
                                    .setIpAddress("10.0.0.9")
                                    .setProtocol(NetworkInfo.Protocol.IPv4))));
    if (info.hasHealthCheck()) {
      status.setHealthy(true);
    }
    master.say(
        Event.newBuilder()
            .setType(Event.Type.UPDATE)
            .setUpdate(Event.Update.newBuilder().setStatus(status))
            .build());
  }
}
