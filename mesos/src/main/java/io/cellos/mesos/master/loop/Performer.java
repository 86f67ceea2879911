package io.cellos.mesos.master.loop;

import io.cellos.mesos.link.LinkCodec;
import io.cellos.mesos.master.core.MasterEffect;
import io.cellos.mesos.master.core.Verdict;
import java.time.Duration;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Does what the core has decided, once the registry is written. It never waits for a client. */
public final class Performer {
  /** Takes answers to calls. */
  interface Answers {
    void answer(long callId, Verdict verdict);
  }

  private final Answers answers;
  private final Streams<Event> schedulers = new Streams<>();
  private final Streams<byte[]> agents = new Streams<>();
  private final Streams<org.apache.mesos.v1.master.Protos.Event> watchers = new Streams<>();

  Performer(Answers answers) {
    this.answers = answers;
  }

  public Streams<Event> schedulers() {
    return schedulers;
  }

  /** Messages as {@link LinkCodec} writes them. */
  public Streams<byte[]> agents() {
    return agents;
  }

  public Streams<org.apache.mesos.v1.master.Protos.Event> watchers() {
    return watchers;
  }

  void perform(MasterEffect effect) {
    switch (effect) {
      case MasterEffect.ToScheduler(var stream, var event) -> schedulers.send(stream, event);
      case MasterEffect.CloseScheduler(var stream) -> schedulers.finish(stream);
      case MasterEffect.SayToAgent(var link, var message) ->
          agents.send(link, LinkCodec.write(message));
      case MasterEffect.CloseAgent(var link) -> agents.finish(link);
      case MasterEffect.Answer(var callId, var verdict) -> answers.answer(callId, verdict);
      case MasterEffect.Announce(var event) -> watchers.sendAll(event);
      case MasterEffect.Save _, MasterEffect.Forget _ -> {} // done already
    }
  }

  void cutScheduler(String stream) {
    schedulers.finish(stream);
  }

  void cutAgent(String link) {
    agents.finish(link);
  }

  void checkPace(Duration patience) {
    schedulers.checkPace(patience);
    agents.checkPace(patience);
    watchers.checkPace(patience);
  }

  void cutAll() {
    schedulers.cutAll();
    agents.cutAll();
    watchers.cutAll();
  }
}
