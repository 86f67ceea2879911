/** Cells on this machine: nodes are process trees, a controller process plays the cloud. */
package io.cellos.backend.local;
