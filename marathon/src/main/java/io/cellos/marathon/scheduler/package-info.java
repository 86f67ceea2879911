/** The connection with Mesos: who leads there, the subscription, and which agents are leaving. */
package io.cellos.marathon.scheduler;
