/** The cell's scheduler of long-running services: Marathon's API in front, Mesos' v1 API behind. */
package io.cellos.marathon;
