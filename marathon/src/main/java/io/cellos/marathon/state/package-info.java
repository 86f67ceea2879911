/**
 * All state in ZooKeeper: compressed JSON with the number of its format. Apps and pods are kept
 * once for each of their versions; everything else refers to them by id and version.
 */
package io.cellos.marathon.state;
