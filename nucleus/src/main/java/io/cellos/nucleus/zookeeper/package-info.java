/** One ZooKeeper server: its child process, files, health and reconfiguration. */
package io.cellos.nucleus.zookeeper;
