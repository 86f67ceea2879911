/**
 * The nucleus: a ZooKeeper server on each of its nodes, and together the one ensemble of the cell.
 */
package io.cellos.nucleus;
