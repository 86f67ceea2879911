package io.cellos.marathon.core.view;

import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;

/**
 * How the last task of an app that failed did so.
 *
 * @param state in Mesos' words, such as {@code TASK_FAILED}
 * @param version of the app it was launched from
 */
public record TaskFailure(
    AppId app,
    TaskId task,
    String state,
    String message,
    String host,
    String slaveId,
    Timestamp version,
    Timestamp at) {}
