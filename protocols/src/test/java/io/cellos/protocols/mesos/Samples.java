package io.cellos.protocols.mesos;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.List;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Label;
import org.apache.mesos.v1.Protos.Labels;
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

/** Messages as schedulers and masters send them. */
final class Samples {
  private Samples() {}

  static List<Message> all() {
    return List.of(subscribe(), accept(), offers(), update());
  }

  static Call subscribe() {
    return Call.newBuilder()
        .setType(Call.Type.SUBSCRIBE)
        .setSubscribe(
            Call.Subscribe.newBuilder()
                .setFrameworkInfo(
                    FrameworkInfo.newBuilder()
                        .setUser("root")
                        .setName("a \"framework\" ü 🦊")
                        .setFailoverTimeout(3600.5)
                        .addRoles("web")
                        .addCapabilities(
                            FrameworkInfo.Capability.newBuilder()
                                .setType(FrameworkInfo.Capability.Type.MULTI_ROLE))))
        .build();
  }

  static Call accept() {
    return Call.newBuilder()
        .setFrameworkId(FrameworkID.newBuilder().setValue("f-0001"))
        .setType(Call.Type.ACCEPT)
        .setAccept(
            Call.Accept.newBuilder()
                .addOfferIds(OfferID.newBuilder().setValue("o-O1"))
                .setFilters(Filters.newBuilder().setRefuseSeconds(0.25))
                .addOperations(
                    Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH)
                        .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(task()))))
        .build();
  }

  static TaskInfo task() {
    return TaskInfo.newBuilder()
        .setName("sleep")
        .setTaskId(TaskID.newBuilder().setValue("t-1"))
        .setAgentId(AgentID.newBuilder().setValue("m-S0"))
        .addResources(scalar("cpus", 0.1))
        .addResources(
            Resource.newBuilder()
                .setName("ports")
                .setType(Value.Type.RANGES)
                .setRanges(
                    Value.Ranges.newBuilder()
                        .addRange(Value.Range.newBuilder().setBegin(8081).setEnd(8082))))
        .setCommand(
            CommandInfo.newBuilder()
                .setValue("sleep 1\t&& echo \\")
                .setShell(true)
                .setEnvironment(
                    Environment.newBuilder()
                        .addVariables(
                            Environment.Variable.newBuilder().setName("A").setValue("b"))))
        .setData(ByteString.copyFromUtf8("any bytes"))
        .setLabels(Labels.newBuilder().addLabels(Label.newBuilder().setKey("k").setValue("v")))
        .build();
  }

  static Event offers() {
    return Event.newBuilder()
        .setType(Event.Type.OFFERS)
        .setOffers(
            Event.Offers.newBuilder()
                .addOffers(
                    Offer.newBuilder()
                        .setId(OfferID.newBuilder().setValue("o-O1"))
                        .setFrameworkId(FrameworkID.newBuilder().setValue("f-0001"))
                        .setAgentId(AgentID.newBuilder().setValue("m-S0"))
                        .setHostname("10.0.0.1")
                        .addResources(scalar("mem", 1024))))
        .build();
  }

  static Event update() {
    return Event.newBuilder()
        .setType(Event.Type.UPDATE)
        .setUpdate(
            Event.Update.newBuilder()
                .setStatus(
                    TaskStatus.newBuilder()
                        .setTaskId(TaskID.newBuilder().setValue("t-1"))
                        .setState(TaskState.TASK_RUNNING)
                        .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
                        .setTimestamp(1_479_000_000.123)
                        .setUuid(ByteString.copyFrom(new byte[16]))))
        .build();
  }

  static Resource scalar(String name, double value) {
    return Resource.newBuilder()
        .setName(name)
        .setType(Value.Type.SCALAR)
        .setScalar(Value.Scalar.newBuilder().setValue(value))
        .build();
  }
}
