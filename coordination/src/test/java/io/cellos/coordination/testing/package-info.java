/** A real ZooKeeper server for tests. */
package io.cellos.coordination.testing;
