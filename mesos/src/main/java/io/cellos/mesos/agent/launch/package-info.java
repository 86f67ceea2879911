/** From a task or an executor to a running container: sandbox, user, environment, limits. */
package io.cellos.mesos.agent.launch;
