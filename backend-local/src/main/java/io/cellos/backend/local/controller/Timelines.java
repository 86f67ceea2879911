package io.cellos.backend.local.controller;

import io.cellos.backend.NodeTimeline;
import io.cellos.coordination.BootStatus;
import io.cellos.model.CellDescription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Joins the nodes of a cell with what they reported about their boot. */
public final class Timelines {
  private Timelines() {}

  public static List<NodeTimeline> of(CellDescription cell, BootStatus boots) throws IOException {
    List<NodeTimeline> timelines = new ArrayList<>();
    for (CellDescription.Group group : cell.groups()) {
      for (CellDescription.Node node : group.nodes()) {
        timelines.add(
            new NodeTimeline(
                group.role(), node, boots.read(node.id()), boots.waitingFor(node.id())));
      }
    }
    return timelines;
  }
}
