/** The commands that every node has on its PATH. */
package io.cellos.node.command;
