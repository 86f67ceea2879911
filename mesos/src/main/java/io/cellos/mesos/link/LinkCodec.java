package io.cellos.mesos.link;

import io.cellos.protocols.mesos.WireException;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/**
 * A message is one byte for its type, then its parts, each a protobuf with its length before it.
 */
public final class LinkCodec {
  private LinkCodec() {}

  public static byte[] write(ToMaster message) {
    return switch (message) {
      case ToMaster.Register m ->
          new PartWriter('R')
              .part(m.agent())
              .parts(m.total())
              .parts(m.tasks())
              .parts(m.executors())
              .parts(m.frameworks())
              .text(m.version())
              .bytes();
      case ToMaster.Update m ->
          new PartWriter('U')
              .part(m.framework())
              .part(m.status())
              .number(m.latest().getNumber())
              .bytes();
      case ToMaster.ExecutorMessage m ->
          new PartWriter('M').part(m.framework()).part(m.executor()).data(m.data()).bytes();
      case ToMaster.ExecutorExited m ->
          new PartWriter('X').part(m.framework()).part(m.executor()).number(m.status()).bytes();
      case ToMaster.Unregister m -> new PartWriter('Q').bytes();
      case ToMaster.Heartbeat m -> new PartWriter('H').bytes();
    };
  }

  public static byte[] write(ToAgent message) {
    return switch (message) {
      case ToAgent.Registered m -> new PartWriter('R').part(m.id()).bytes();
      case ToAgent.RunTask m -> new PartWriter('T').part(m.framework()).part(m.task()).bytes();
      case ToAgent.RunGroup m ->
          new PartWriter('G').part(m.framework()).part(m.executor()).parts(m.tasks()).bytes();
      case ToAgent.KillTask m ->
          new PartWriter('K')
              .part(m.framework())
              .part(m.task())
              .parts(m.policy().stream().toList())
              .bytes();
      case ToAgent.Acknowledge m ->
          new PartWriter('A').part(m.framework()).part(m.task()).data(m.uuid()).bytes();
      case ToAgent.ExecutorMessage m ->
          new PartWriter('M').part(m.framework()).part(m.executor()).data(m.data()).bytes();
      case ToAgent.ShutdownExecutor m ->
          new PartWriter('E').part(m.framework()).part(m.executor()).bytes();
      case ToAgent.ShutdownFramework m -> new PartWriter('F').part(m.framework()).bytes();
      case ToAgent.UpdateFramework m -> new PartWriter('I').part(m.framework()).bytes();
      case ToAgent.SetResources m -> new PartWriter('S').parts(m.total()).bytes();
      case ToAgent.Drain m -> new PartWriter('D').part(m.config()).bytes();
      case ToAgent.EndDrain m -> new PartWriter('N').bytes();
      case ToAgent.Shutdown m -> new PartWriter('Q').text(m.reason()).bytes();
      case ToAgent.Heartbeat m -> new PartWriter('H').bytes();
    };
  }

  /**
   * @throws WireException if the bytes are no such message
   */
  public static ToMaster toMaster(byte[] bytes) throws WireException {
    PartReader in = new PartReader(bytes);
    return switch (in.type()) {
      case 'R' ->
          new ToMaster.Register(
              in.part(AgentInfo.parser()),
              in.parts(Resource.parser()),
              in.parts(Task.parser()),
              in.parts(ExecutorInfo.parser()),
              in.parts(FrameworkInfo.parser()),
              in.text());
      case 'U' ->
          new ToMaster.Update(
              in.part(FrameworkID.parser()), in.part(TaskStatus.parser()), state(in.number()));
      case 'M' ->
          new ToMaster.ExecutorMessage(
              in.part(FrameworkID.parser()), in.part(ExecutorID.parser()), in.data());
      case 'X' ->
          new ToMaster.ExecutorExited(
              in.part(FrameworkID.parser()), in.part(ExecutorID.parser()), in.number());
      case 'Q' -> new ToMaster.Unregister();
      case 'H' -> new ToMaster.Heartbeat();
      default -> throw new WireException("unknown message of an agent");
    };
  }

  /**
   * @throws WireException if the bytes are no such message
   */
  public static ToAgent toAgent(byte[] bytes) throws WireException {
    PartReader in = new PartReader(bytes);
    return switch (in.type()) {
      case 'R' -> new ToAgent.Registered(in.part(AgentID.parser()));
      case 'T' -> new ToAgent.RunTask(in.part(FrameworkInfo.parser()), in.part(TaskInfo.parser()));
      case 'G' ->
          new ToAgent.RunGroup(
              in.part(FrameworkInfo.parser()),
              in.part(ExecutorInfo.parser()),
              in.parts(TaskInfo.parser()));
      case 'K' ->
          new ToAgent.KillTask(
              in.part(FrameworkID.parser()),
              in.part(TaskID.parser()),
              in.parts(KillPolicy.parser()).stream().findFirst());
      case 'A' ->
          new ToAgent.Acknowledge(
              in.part(FrameworkID.parser()), in.part(TaskID.parser()), in.data());
      case 'M' ->
          new ToAgent.ExecutorMessage(
              in.part(FrameworkID.parser()), in.part(ExecutorID.parser()), in.data());
      case 'E' ->
          new ToAgent.ShutdownExecutor(in.part(FrameworkID.parser()), in.part(ExecutorID.parser()));
      case 'F' -> new ToAgent.ShutdownFramework(in.part(FrameworkID.parser()));
      case 'I' -> new ToAgent.UpdateFramework(in.part(FrameworkInfo.parser()));
      case 'S' -> new ToAgent.SetResources(in.parts(Resource.parser()));
      case 'D' -> new ToAgent.Drain(in.part(DrainConfig.parser()));
      case 'N' -> new ToAgent.EndDrain();
      case 'Q' -> new ToAgent.Shutdown(in.text());
      case 'H' -> new ToAgent.Heartbeat();
      default -> throw new WireException("unknown message of a master");
    };
  }

  private static TaskState state(int number) throws WireException {
    TaskState state = TaskState.forNumber(number);
    if (state == null) {
      throw new WireException("unknown state of a task: " + number);
    }
    return state;
  }
}
