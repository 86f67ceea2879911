/** The cell's shared store: what every node can read and write before ZooKeeper serves. */
package io.cellos.coordination;
