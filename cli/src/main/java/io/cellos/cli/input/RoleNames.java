package io.cellos.cli.input;

import io.cellos.base.text.NearWord;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.util.ArrayList;
import java.util.List;

/** The words that name a role, for the help, the completion script and for reading them. */
public final class RoleNames extends ArrayList<String> {
  private static final long serialVersionUID = 1;

  public RoleNames() {
    super(all());
  }

  /** The labels of all roles, and the short word for one of them. */
  public static List<String> all() {
    List<String> names = new ArrayList<>(Role.labels());
    names.add("body");
    return List.copyOf(names);
  }

  /**
   * @throws InvalidInputException if there is no such role, with the word that was probably meant
   */
  public static Role parse(String text) {
    try {
      return Role.parse(text);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(e.getMessage() + NearWord.hint(text, all()));
    }
  }
}
