package io.cellos.nucleus.membership;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cellos.model.NodeId;
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
   * The same voting members with the data of a snapshot. Members without a vote are left out; they
   * are admitted again.
   */
  public Ensemble nextGeneration(String snapshot) {
    return new Ensemble(generation + 1, revision + 1, 0, nextServerId, snapshot, participants());
  }

  /** {@code host:port,host:port} of the voting members, as ZooKeeper clients take it. */
  @JsonIgnore
  public String connectString() {
    return participants().stream().map(Member::clientAddress).collect(Collectors.joining(","));
  }
}
