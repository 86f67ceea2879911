package io.cellos.mesos.master.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.master.core.state.AwaitedAgent;
import io.cellos.mesos.master.core.state.Times;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.Protos.WeightInfo;
import org.apache.mesos.v1.maintenance.Protos.ClusterStatus;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.master.Protos.Response.GetAgents;
import org.apache.mesos.v1.master.Protos.Response.GetFrameworks;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;

/** A new leader takes up what the last one left in the registry. */
final class Recovery {
  private final Books books;
  private final Schedulers schedulers;
  private final Departures departures;
  private final Shares shares;
  private final Machines machines;

  Recovery(
      Books books, Schedulers schedulers, Departures departures, Shares shares, Machines machines) {
    this.books = books;
    this.schedulers = schedulers;
    this.departures = departures;
    this.shares = shares;
    this.machines = machines;
  }

  void from(Map<String, ByteString> registry, Instant now) {
    registry.forEach(
        (key, value) -> {
          if (key.startsWith(Registry.AGENTS)) {
            agent(key, value, registry, now);
          } else if (key.startsWith(Registry.FRAMEWORKS)) {
            framework(key, value, now);
          } else if (key.startsWith(Registry.GONE)) {
            TimeInfo at = Registry.read(key, value, TimeInfo.parser());
            books.agents().gone().put(id(key, Registry.GONE), Times.instant(at));
          } else if (key.startsWith(Registry.QUOTA)) {
            shares.recover(Registry.read(key, value, QuotaConfig.parser()));
          } else if (key.startsWith(Registry.WEIGHTS)) {
            shares.recover(Registry.read(key, value, WeightInfo.parser()));
          } else if (key.equals(Registry.SCHEDULE)) {
            machines.schedule(Registry.read(key, value, Schedule.parser()));
          } else if (key.equals(Registry.DOWN)) {
            machines
                .down()
                .addAll(Registry.read(key, value, ClusterStatus.parser()).getDownMachinesList());
          }
        });
  }

  private static AgentID id(String key, String prefix) {
    return AgentID.newBuilder().setValue(key.substring(prefix.length())).build();
  }

  private void agent(String key, ByteString value, Map<String, ByteString> registry, Instant now) {
    GetAgents.Agent entry = Registry.read(key, value, GetAgents.Agent.parser());
    AgentID id = entry.getAgentInfo().getId();
    ByteString lost = registry.get(Registry.unreachable(id));
    if (lost != null) {
      Instant since =
          Times.instant(Registry.read(Registry.unreachable(id), lost, TimeInfo.parser()));
      books.agents().unreachable().put(id, Registry.awaited(entry, since));
      return;
    }
    AwaitedAgent awaited = Registry.awaited(entry, now);
    books.agents().recovered().put(id, awaited);
    books
        .timers()
        .at(
            now.plus(books.settings().agentReregisterTimeout()),
            then -> departures.notBack(id, then));
  }

  private void framework(String key, ByteString value, Instant now) {
    GetFrameworks.Framework entry = Registry.read(key, value, GetFrameworks.Framework.parser());
    schedulers.recover(
        entry.getFrameworkInfo(), Optional.of(Times.instant(entry.getRegisteredTime())), now);
  }
}
