package io.cellos.nucleus.membership;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cellos.model.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one agreed ensemble of a cell. It is created once by compare-and-swap; afterwards the
 * ensemble's own leader keeps it in step with ZooKeeper's dynamic configuration.
 *
 * @param generation 1 for the ensemble that formed first; one more after each restore, so that data
 *     of an earlier generation never mixes with this one's
 * @param revision grows with every change of this record
 * @param configVersion version of ZooKeeper's dynamic configuration that the members mirror
 * @param nextServerId the {@code myid} that the next new member gets
 * @param restoredFrom the snapshot that members of this generation begin with, or null
 */
public record Ensemble(
    int generation,
    long revision,
    long configVersion,
    int nextServerId,
    String restoredFrom,
    List<Member> members) {

  public Ensemble {
    members = members.stream().sorted(Comparator.comparingInt(Member::serverId)).toList();
  }

  public Optional<Member> member(NodeId node) {
    return members.stream().filter(member -> member.node().equals(node)).findFirst();
  }

  /** The members that vote, in joining order. */
  @JsonIgnore
  public List<Member> participants() {
    return members.stream().filter(m -> m.kind() == Member.Kind.PARTICIPANT).toList();
  }

  /**
   * The ensemble of these nodes with the data of a snapshot. A node that was a voting member stays
   * the same server; the others become new ones.
   *
   * @param nodes as many as there shall be voters
   */
  public Ensemble nextGeneration(String snapshot, List<Registration> nodes) {
    List<Member> next = new ArrayList<>();
    int nextId = nextServerId;
    for (Registration node : nodes) {
      Optional<Member> known =
          participants().stream().filter(m -> m.node().equals(node.node())).findFirst();
      next.add(
          known.isPresent()
              ? known.get()
              : new Member(nextId++, node.node(), node.host(), Member.Kind.PARTICIPANT));
    }
    return new Ensemble(generation + 1, revision + 1, 0, nextId, snapshot, next);
  }

  /** {@code host:port,host:port} of the voting members, as ZooKeeper clients take it. */
  @JsonIgnore
  public String connectString() {
    return participants().stream().map(Member::clientAddress).collect(Collectors.joining(","));
  }
}
