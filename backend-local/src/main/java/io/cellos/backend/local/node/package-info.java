/** Nodes as process trees: their files, how they are started and ended, and how they fare. */
package io.cellos.backend.local.node;
