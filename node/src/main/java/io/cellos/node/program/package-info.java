/** Keeping a program running as a child of the node program, whatever it is. */
package io.cellos.node.program;
