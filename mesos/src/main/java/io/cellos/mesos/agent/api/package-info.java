/** What tools and operators ask an agent over HTTP. */
package io.cellos.mesos.agent.api;
