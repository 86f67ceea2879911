/** Election and state in the cell's ZooKeeper: the one user of Curator. */
package io.cellos.coordination.zookeeper;
