package io.cellos.mesos.agent;

import io.cellos.mesos.agent.api.AgentMetrics;
import io.cellos.mesos.agent.checkpoint.AgentFiles;
import io.cellos.mesos.agent.checkpoint.Journals;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.Entry;
import io.cellos.mesos.agent.core.Run;
import io.cellos.mesos.agent.executor.ExecutorStreams;
import io.cellos.mesos.agent.launch.Launcher;
import io.cellos.mesos.agent.launch.Sandboxes;
import io.cellos.mesos.agent.master.MasterLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.executor.Protos.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the core decided, in its order. */
final class Performer implements AgentLoop.Hands {
  private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

  /** Ends the program. */
  interface End {
    void end(boolean failed, String reason);
  }

  /** Those who do it. */
  record Parts(
      AgentFiles files,
      Journals journals,
      Sandboxes sandboxes,
      Launcher launcher,
      Checking checking,
      ExecutorStreams executors,
      Housekeeping housekeeping,
      MasterLink link,
      AgentMetrics metrics,
      End end) {}

  private final Parts parts;
  private AgentInfo agent;

  Performer(AgentInfo agent, Parts parts) {
    this.agent = agent;
    this.parts = parts;
  }

  /**
   * An agent that can't write what it does must not go on doing it: it ends, and its supervisor
   * starts it again.
   */
  @Override
  public void perform(List<AgentEffect> effects) {
    try {
      int next = 0;
      while (next < effects.size()) {
        next =
            effects.get(next) instanceof AgentEffect.Write
                ? write(effects, next)
                : one(effects, next);
      }
    } catch (IOException e) {
      LOG.error("can't keep what must be kept", e);
      parts.end().end(true, "can't write to the work directory: " + e.getMessage());
    }
  }

  /** All entries of a run that follow each other are one write. */
  private int write(List<AgentEffect> effects, int from) throws IOException {
    Run run = ((AgentEffect.Write) effects.get(from)).run();
    List<Entry> entries = new ArrayList<>();
    int next = from;
    while (next < effects.size()
        && effects.get(next) instanceof AgentEffect.Write write
        && write.run().equals(run)) {
      entries.add(write.entry());
      if (write.entry() instanceof Entry.Updated updated) {
        parts.metrics().updated(updated.status().getState());
      }
      next++;
    }
    parts.journals().append(run, entries);
    return next;
  }

  private int one(List<AgentEffect> effects, int at) throws IOException {
    switch (effects.get(at)) {
      case AgentEffect.Say e -> parts.link().say(e.message());
      case AgentEffect.SaveAgent e -> {
        parts.files().save(e.agent());
        agent = e.agent();
        LOG.info("registered as agent {}", agent.getId().getValue());
      }
      case AgentEffect.ForgetAgent e -> parts.files().forget();
      case AgentEffect.SaveResources e -> parts.files().save(e.total());
      case AgentEffect.MakeVolume e -> parts.sandboxes().volume(e.volume());
      case AgentEffect.RemoveVolume e -> parts.sandboxes().remove(e.volume());
      case AgentEffect.Write e -> parts.journals().append(e.run(), List.of(e.entry()));
      case AgentEffect.Retire e -> {
        parts.metrics().count("executors_terminated");
        parts.journals().delete(e.run());
        parts.housekeeping().retired(agent.getId(), e.run());
      }
      case AgentEffect.Prepare e -> {
        parts.sandboxes().make(agent.getId(), e.run());
        parts.housekeeping().begun(agent.getId(), e.run());
      }
      case AgentEffect.Launch e -> {
        parts.housekeeping().begun(agent.getId(), e.run());
        parts.launcher().launch(agent, e);
      }
      case AgentEffect.Terminate e -> parts.launcher().terminate(e.container());
      case AgentEffect.Destroy e -> parts.launcher().destroy(e.container());
      case AgentEffect.Release e -> parts.launcher().release(e.container());
      case AgentEffect.StartChecks e -> parts.checking().start(agent, e);
      case AgentEffect.StopChecks e -> parts.checking().stop(e.key());
      case AgentEffect.ToExecutor e -> {
        if (e.event().getType() == Event.Type.MESSAGE) {
          parts.metrics().count("valid_framework_messages");
        }
        parts.executors().tell(e.stream(), e.event());
      }
      case AgentEffect.CloseExecutor e -> parts.executors().close(e.stream());
      case AgentEffect.Stop e -> parts.end().end(e.failed(), e.reason());
    }
    return at + 1;
  }
}
