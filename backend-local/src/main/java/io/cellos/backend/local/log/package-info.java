/** What happened in a cell: its events, and the logs of its nodes. */
package io.cellos.backend.local.log;
