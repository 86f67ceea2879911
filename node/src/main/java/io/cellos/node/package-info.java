/** The node program: what runs on every node of a cell, whatever backend the node comes from. */
package io.cellos.node;
