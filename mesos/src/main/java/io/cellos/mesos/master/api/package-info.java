/** What a master serves on its port: schedulers, operators, agents, people. */
package io.cellos.mesos.master.api;
