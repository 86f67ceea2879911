/** The body's side of scenarios: agents that run nothing, masters as processes, a framework. */
package io.cellos.it.mesos;
