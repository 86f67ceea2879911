package io.cellos.mesos.master.core;

import com.google.protobuf.Message;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.Framework;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.v1.master.Protos;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Collects what is to be done about an event. */
final class Outbox {
  private List<MasterEffect> effects = new ArrayList<>();

  /** A framework that is not connected misses it, and asks when it is back. */
  void tell(Framework framework, Event.Builder event) {
    if (framework.stream().isPresent()) {
      framework.counters().told(event.getType());
      tell(framework.stream().get(), event.build());
    }
  }

  void tell(String stream, Event event) {
    effects.add(new MasterEffect.ToScheduler(stream, event));
  }

  void close(String stream) {
    effects.add(new MasterEffect.CloseScheduler(stream));
  }

  /** The last event of a stream. */
  void fail(String stream, String reason) {
    tell(
        stream,
        Event.newBuilder()
            .setType(Event.Type.ERROR)
            .setError(Event.Error.newBuilder().setMessage(reason))
            .build());
    close(stream);
  }

  /** An agent that is not connected misses it; what matters is said when it joins again. */
  void say(Agent agent, ToAgent message) {
    agent.link().ifPresent(to -> say(to, message));
  }

  void say(String link, ToAgent message) {
    effects.add(new MasterEffect.SayToAgent(link, message));
  }

  void closeLink(String link) {
    effects.add(new MasterEffect.CloseAgent(link));
  }

  void save(String key, Message value) {
    effects.add(new MasterEffect.Save(key, value.toByteString()));
  }

  void forget(String key) {
    effects.add(new MasterEffect.Forget(key));
  }

  void answer(long callId, Verdict verdict) {
    effects.add(new MasterEffect.Answer(callId, verdict));
  }

  void announce(Protos.Event.Builder event) {
    effects.add(new MasterEffect.Announce(event.build()));
  }

  List<MasterEffect> take() {
    List<MasterEffect> taken = effects;
    effects = new ArrayList<>();
    return taken;
  }
}
