package io.cellos.backend.aws.change;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.create.PrefixList;
import io.cellos.backend.aws.template.CellChoices;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The allowed networks in an update. A list that is there gets its networks when the update is
 * applied; one that is not must be made before, because CloudFormation wants to know its id.
 *
 * @param id of the prefix list; empty to keep what the cell has
 * @param change for people; empty if the list stays as it is
 * @param isNew whether it was made to prepare the update
 */
record Networks(PrefixList list, Optional<String> id, Optional<String> change, boolean isNew) {

  static Networks prepare(AwsClients clients, CellName name, CellChoices choices) {
    PrefixList list = new PrefixList(clients, name, choices.allowedNetworks());
    List<String> problems = AwsFailures.explained("look at the allowed networks", list::problems);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    Optional<String> change = list.change();
    Optional<String> there = list.existing();
    if (there.isPresent()) {
      return new Networks(list, there, change, false);
    }
    Optional<String> made = list.ensure(done -> {});
    return new Networks(list, made, change, made.isPresent());
  }

  void apply(Consumer<String> notice) {
    list.ensure(notice);
  }

  void discard() {
    if (isNew) {
      list.delete();
    }
  }
}
