package io.cellos.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A subdivision of the cell: what the nodes of one group are for. */
public enum Role {
  /** Runs ZooKeeper; sizes are odd so that a majority is well defined. */
  NUCLEUS("nucleus", 1, 9, 1),
  /** Runs Mesos master, agent and Marathon; its tasks may be moved at any time. */
  STATELESS_BODY("stateless-body", 0, 1000, 1),
  /** Runs tasks that own data; shrinks only when told so twice. */
  STATEFUL_BODY("stateful-body", 0, 1000, 0),
  /** The public side of the cell. */
  MEMBRANE("membrane", 0, 1000, 1);

  private final String label;
  private final int least;
  private final int most;
  private final int usual;

  Role(String label, int least, int most, int usual) {
    this.label = label;
    this.least = least;
    this.most = most;
    this.usual = usual;
  }

  /** The number of nodes a cell has in this group when nobody says otherwise. */
  public int defaultSize() {
    return usual;
  }

  /** Whether losing a node of this role can lose data, so that shrinking needs a confirmation. */
  public boolean holdsData() {
    return this == NUCLEUS || this == STATEFUL_BODY;
  }

  /**
   * Checks the size of a group of this role.
   *
   * @return the same size
   * @throws InvalidInputException if a group of this role can not have that many nodes
   */
  public int checkSize(int size) {
    if (this == NUCLEUS && (size < least || size > most || size % 2 == 0)) {
      throw new InvalidInputException(
          "nucleus can not have "
              + size
              + " nodes: choose 1, 3, 5, 7 or 9 (a majority must exist)");
    }
    if (size < least || size > most) {
      throw new InvalidInputException(
          label + " can not have " + size + " nodes: choose " + least + " to " + most);
    }
    return size;
  }

  /**
   * Reads a role's name; {@code body} is accepted for {@code stateless-body}.
   *
   * @throws InvalidInputException if there is no such role
   */
  public static Role parse(String text) {
    if (text.equals("body")) {
      return STATELESS_BODY;
    }
    return Arrays.stream(values())
        .filter(role -> role.label.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "\"" + text + "\" is not a role: choose " + String.join(", ", labels())));
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Role::toString).collect(Collectors.toList());
  }

  /** The name as users and JSON know it, for example {@code stateless-body}. */
  @Override
  public String toString() {
    return label;
  }
}
