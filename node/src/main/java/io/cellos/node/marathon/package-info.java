/** Marathon, the scheduler of services, as a child process of a node of the stateless body. */
package io.cellos.node.marathon;
