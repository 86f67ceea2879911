package io.cellos.mesos.agent.launch;

import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.TaskInfo;

/** Containers that are started inside others by request, not as tasks. They end with the agent. */
public final class NestedContainers {
  /** Goes to where its parent is; where no pipe can be made the input is empty. */
  private static final String SESSION =
      "mkfifo -m 600 %1$s 2>/dev/null; cd \"$0\" && [ -p \"$OLDPWD/%1$s\" ] && exec <\"$OLDPWD/%1$s\"; MESOS_SANDBOX=$0 exec \"$@\""
          .formatted(SessionInput.PIPE);

  /** A container that was started. */
  private record Nested(
      AgentEffect.Launch launch,
      CompletableFuture<Optional<String>> launched,
      CompletableFuture<AgentEvent.Ended> ended,
      Optional<SessionInput> input) {
    boolean isIn(String parent) {
      return launch.container().getParent().getValue().equals(parent);
    }
  }

  private final Launcher launcher;
  private final Sandboxes sandboxes;
  private final Map<String, Nested> known = new ConcurrentHashMap<>();

  /** Those whose parent has ended: nobody asks for them once they have, too. */
  private final Set<String> orphans = ConcurrentHashMap.newKeySet();

  public NestedContainers(Launcher launcher, Sandboxes sandboxes) {
    this.launcher = launcher;
    this.sandboxes = sandboxes;
  }

  /** Takes news of its own containers; returns whether it was that. */
  public boolean hears(AgentEvent event) {
    return switch (event) {
      case AgentEvent.Launched e -> complete(e.container(), Optional.empty());
      case AgentEvent.NotLaunched e -> complete(e.container(), Optional.of(e.message()));
      case AgentEvent.Ended e -> {
        destroyInside(e.container());
        Nested nested = known.get(e.container());
        if (nested != null) {
          launcher.release(e.container());
          nested.ended().complete(e);
          nested.input().ifPresent(SessionInput::end);
          if (orphans.remove(e.container())) {
            known.remove(e.container());
          }
        }
        yield nested != null;
      }
      case AgentEvent.MasterSaid _,
          AgentEvent.MasterGone _,
          AgentEvent.HealthChanged _,
          AgentEvent.CheckChanged _,
          AgentEvent.ExecutorJoined _,
          AgentEvent.ExecutorSaid _,
          AgentEvent.ExecutorLeft _,
          AgentEvent.Leave _,
          AgentEvent.Tick _ ->
          false;
    };
  }

  private boolean complete(String id, Optional<String> failure) {
    Nested nested = known.get(id);
    if (nested != null) {
      failure.ifPresentOrElse(
          f -> known.remove(id), () -> nested.input().ifPresent(NestedContainers::open));
      nested.launched().complete(failure);
    }
    return nested != null;
  }

  private void destroyInside(String parent) {
    known.forEach(
        (id, nested) -> {
          if (nested.isIn(parent) && nested.ended().isDone()) {
            known.remove(id);
          } else if (nested.isIn(parent)) {
            orphans.add(id);
            launcher.destroy(id);
          }
        });
  }

  /** Whether the container runs, one of these or a task's. */
  public boolean runs(String id) {
    return launcher.has(id);
  }

  public boolean has(String id) {
    return known.containsKey(id);
  }

  /** How a container of these was started. */
  public Optional<AgentEffect.Launch> launchOf(String id) {
    return Optional.ofNullable(known.get(id)).map(Nested::launch);
  }

  /**
   * Starts a container.
   *
   * @param parent of the container that it is to be in
   * @param debug it looks at its parent: where that works, with its environment
   * @return completed with nothing when it runs, or with the reason why it does not
   */
  public CompletableFuture<Optional<String>> launch(
      AgentInfo agent,
      AgentEffect.Launch parent,
      ContainerID id,
      CommandInfo command,
      ContainerInfo container,
      boolean debug) {
    TaskInfo.Builder task =
        TaskInfo.newBuilder()
            .setCommand(debug ? inside(agent, parent, command) : command)
            .setContainer(container);
    task.getTaskIdBuilder().setValue(id.getValue());
    AgentEffect.Launch launch =
        new AgentEffect.Launch(
            parent.run(),
            id,
            Kind.DEFAULT,
            parent.framework(),
            parent.executor(),
            Optional.of(task.buildPartial()));
    CompletableFuture<AgentEvent.Ended> ended = new CompletableFuture<>();
    Optional<SessionInput> input =
        debug
            ? Optional.of(new SessionInput(sandbox(agent, launch), ended::isDone))
            : Optional.empty();
    Nested nested = new Nested(launch, new CompletableFuture<>(), ended, input);
    known.put(id.getValue(), nested);
    launcher.launch(agent, launch);
    return nested.launched();
  }

  private static void open(SessionInput input) {
    Thread.ofVirtual()
        .name("session-input")
        .start(
            () -> {
              try {
                input.open();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** What a session reads; nothing if the container is none. */
  public Optional<SessionInput> input(String id) {
    return Optional.ofNullable(known.get(id)).flatMap(Nested::input);
  }

  private CommandInfo inside(AgentInfo agent, AgentEffect.Launch parent, CommandInfo command) {
    Path there = sandboxes.of(agent.getId(), new Container(parent));
    CommandInfo.Builder wrapped = command.toBuilder();
    List<String> words =
        command.getShell()
            ? List.of("/bin/sh", "-c", command.getValue())
            : Stream.concat(
                    Stream.of(command.getValue()), command.getArgumentsList().stream().skip(1))
                .toList();
    wrapped
        .setShell(false)
        .setValue("/bin/sh")
        .clearArguments()
        .addAllArguments(List.of("sh", "-c", SESSION, there.toString()))
        .addAllArguments(words);
    CommandInfo own = new Container(parent).command();
    wrapped.getEnvironmentBuilder().addAllVariables(own.getEnvironment().getVariablesList());
    wrapped.getEnvironmentBuilder().addAllVariables(command.getEnvironment().getVariablesList());
    if (!command.hasUser() && own.hasUser()) {
      wrapped.setUser(own.getUser());
    }
    return wrapped.build();
  }

  /** Completed when it ends; nothing if there is no such container. */
  public Optional<CompletableFuture<AgentEvent.Ended>> end(String id) {
    return Optional.ofNullable(known.get(id)).map(Nested::ended);
  }

  public boolean signal(String id, int signal) throws IOException {
    return launcher.signal(id, signal);
  }

  public void destroy(String id) {
    launcher.destroy(id);
  }

  /** Forgets a container that has ended; returns whether it has. */
  public boolean remove(String id) {
    Nested nested = known.get(id);
    return nested != null && nested.ended().isDone() && known.remove(id, nested);
  }

  /** Ends them all and waits for no one. */
  public void destroyAll() {
    known.keySet().forEach(launcher::destroy);
  }

  /** Where the output of a container is. */
  public Path sandbox(AgentInfo agent, AgentEffect.Launch launch) {
    return sandboxes.of(agent.getId(), new Container(launch));
  }
}
