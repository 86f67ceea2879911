/** The program {@code mesos-agent}: runs tasks that a master sends, and keeps them running. */
package io.cellos.mesos.agent;
