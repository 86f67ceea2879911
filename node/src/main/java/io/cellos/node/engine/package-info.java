/**
 * Master and agent of the body's engine as child processes: which, how they are started, kept up.
 */
package io.cellos.node.engine;
