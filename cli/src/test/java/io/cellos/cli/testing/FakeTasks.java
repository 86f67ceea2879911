package io.cellos.cli.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** The task of a fake agent: a shell that runs its command. */
final class FakeTasks implements AutoCloseable {
  private final Path directory;
  private final Consumer<TaskStatus> updates;
  private volatile Process process;
  private volatile boolean killed;
  private volatile TaskStatus last;

  FakeTasks(Path directory, Consumer<TaskStatus> updates) {
    this.directory = directory;
    this.updates = updates;
  }

  void launch(TaskInfo task) {
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", "exec 2>stderr; " + task.getCommand().getValue())
            .directory(directory.toFile())
            .redirectOutput(new File(directory.toFile(), "stdout"))
            .redirectErrorStream(true);
    task.getCommand()
        .getEnvironment()
        .getVariablesList()
        .forEach(variable -> shell.environment().put(variable.getName(), variable.getValue()));
    try {
      process = shell.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tell(task, TaskState.TASK_STARTING, "");
    tell(task, TaskState.TASK_RUNNING, "");
    Process begun = process;
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                tellEnd(task, begun.waitFor());
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private void tellEnd(TaskInfo task, int status) {
    if (killed) {
      tell(task, TaskState.TASK_KILLED, "Command terminated with signal Terminated");
    } else if (status == 0) {
      tell(task, TaskState.TASK_FINISHED, "Command exited with status 0");
    } else if (status > 128) {
      tell(task, TaskState.TASK_FAILED, "Command terminated with signal Killed");
    } else {
      tell(task, TaskState.TASK_FAILED, "Command exited with status " + status);
    }
  }

  private void tell(TaskInfo task, TaskState state, String message) {
    last =
        TaskStatus.newBuilder()
            .setTaskId(task.getTaskId())
            .setState(state)
            .setMessage(message)
            .build();
    updates.accept(last);
  }

  void tellAgain() {
    updates.accept(last);
  }

  void kill() {
    killed = true;
    process.destroy();
  }

  @Override
  public void close() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
