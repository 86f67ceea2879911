/** A cell as files of this machine: paths, records, locks, and the processes that belong to it. */
package io.cellos.backend.local.cell;
