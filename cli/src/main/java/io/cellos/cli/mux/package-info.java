/** A cell as a tmux session: a window for each role, a pane for each node. */
package io.cellos.cli.mux;
