package io.cellos.backend;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.CellSummary;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Where the nodes of cells come from. Nothing outside an implementation asks which one it is. A
 * backend keeps no state beside the cluster: another process with the same rights sees the same
 * cells.
 *
 * <p>Every method that names a cell throws {@link CellException} with exit code NO_SUCH_CELL if
 * there is none, and with a cause and a next step for every other failure. Methods that change a
 * cell are idempotent: called again after an interruption, they continue.
 */
public interface Backend {

  /** The word in {@code --backend} and in JSON, for example {@code local}. */
  String name();

  /** How cells of this backend are waited for. */
  Tempo tempo();

  /**
   * What {@link #create} would do, without doing any of it.
   *
   * @throws CellException if it would be refused, for the same reasons
   */
  List<String> plan(CellSpec spec);

  /**
   * Begins a cell, or continues one whose creation was interrupted, and returns once the cell works
   * on it by itself; then {@link #describe} tells how far it is. Everything that can be checked is
   * checked before anything is started.
   *
   * @param notice is told each finished step, one sentence
   */
  void create(CellSpec spec, Consumer<String> notice);

  /** All cells, by name; damaged ones too. */
  List<CellSummary> list();

  CellDescription describe(CellName name);

  /**
   * What is wrong with the cell, each with its cause and what to do; empty if nothing is. For
   * example that the ensemble has lost its majority.
   */
  List<String> problems(CellName name);

  /** How far every node is with booting, in the order of {@link #describe}. */
  List<NodeTimeline> timeline(CellName name);

  /**
   * What has happened in the making or changing of the cell since it began, oldest first, for those
   * who wait for it; empty where the nodes' timelines tell everything.
   */
  List<CellEvent> changeEvents(CellName name);

  /**
   * Sets the desired size of a group; returns once the cell works on it. Nodes that leave have
   * their tasks ended first, each with its grace period.
   *
   * @param patience how long somebody waits for it; nodes whose tasks still run then end all the
   *     same. Not where the cell's machines have a time of their own for that.
   */
  void scale(CellName name, Role role, int size, Duration patience);

  /** The same with the usual patience. */
  default void scale(CellName name, Role role, int size) {
    scale(name, role, size, tempo().patience());
  }

  /** Brings a stopped cell, or one whose controller died, back with its data. */
  void start(CellName name, Consumer<String> notice);

  /** Ends all processes of the cell, keeping its data; returns when none is left. */
  void stop(CellName name, Consumer<String> notice);

  /**
   * Removes the cell and proves that nothing is left.
   *
   * @throws CellException naming every process, port or file that could not be removed
   */
  void delete(CellName name, Consumer<String> notice);

  /**
   * Passes on what happens in the cell, oldest first.
   *
   * @param follow whether to stay until interrupted (or the cell is gone)
   */
  void events(CellName name, boolean follow, Consumer<CellEvent> sink) throws InterruptedException;

  /**
   * Passes on log lines of nodes.
   *
   * @param index one node of the group counted from 1; empty for all
   * @param follow whether to stay until interrupted
   */
  void logs(CellName name, Role role, OptionalInt index, boolean follow, Consumer<LogLine> sink)
      throws InterruptedException;

  /** A program that runs the shell command on the node, in its directory and environment. */
  ProcessBuilder command(CellName name, NodeId node, String shellCommand);

  /** Whom tasks on the cell's nodes run as if nobody is named. */
  default String taskUser() {
    return "root";
  }

  /** A program that opens an interactive shell on the node. */
  ProcessBuilder shell(CellName name, NodeId node);

  /**
   * Opens a SOCKS5 proxy that resolves and reaches the cell's names.
   *
   * @param role the nodes to go through where that matters; empty for any
   * @param port on localhost; 0 for any free one
   */
  OpenProxy proxy(CellName name, Optional<Role> role, int port);

  /** Saves the ensemble's data to the shared store now; returns the snapshot's name. */
  String takeSnapshot(CellName name);

  /** The names of the saved snapshots, oldest first. */
  List<String> snapshots(CellName name);

  /**
   * Begins a new generation of the ensemble from a snapshot; the present data is put aside, not
   * deleted. Returns once the nucleus works on it.
   */
  void restore(CellName name, String snapshot);

  /**
   * Writes what a cell would be made of into the directory, to be read, kept or launched by other
   * tools.
   *
   * @param notice is told each file
   * @throws CellException with exit code WRONG_USAGE if this backend makes cells of nothing that
   *     can be written down
   */
  default void build(CellSpec spec, Path directory, Consumer<String> notice) {
    throw unsupported("be built as files");
  }

  /**
   * Prepares to bring the cell to this release, with the settings given and these modules. Sizes
   * stay as they are.
   *
   * @param modules empty to keep those that the cell has
   * @throws CellException with exit code WRONG_USAGE if this backend can't
   */
  default PendingUpdate prepareUpdate(CellName name, Optional<List<UserModule>> modules) {
    throw unsupported("be updated in place");
  }

  /**
   * Replaces the seed: the modules that nodes run when they boot from now on.
   *
   * @throws CellException with exit code WRONG_USAGE if this backend can't
   */
  default void seed(CellName name, List<UserModule> modules, Consumer<String> notice) {
    throw unsupported("be given another seed");
  }

  /**
   * Makes an image of a provisioned node, which the next {@link #create} starts from.
   *
   * @return the image's id
   * @throws CellException with exit code WRONG_USAGE if this backend can't
   */
  default String bake(CellName name, Role role, Consumer<String> notice) {
    throw unsupported("be baked into an image");
  }

  private CellException unsupported(String what) {
    return new CellException(
        ExitCode.WRONG_USAGE,
        "cells of backend " + name() + " can't " + what,
        "choose a backend whose cells can, such as --backend aws");
  }
}
