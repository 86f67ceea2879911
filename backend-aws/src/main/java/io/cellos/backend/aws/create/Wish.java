package io.cellos.backend.aws.create;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.bucket.Seed;
import io.cellos.backend.aws.template.Architecture;
import io.cellos.backend.aws.template.CellChoices;
import io.cellos.backend.aws.template.CellFiles;
import io.cellos.backend.aws.template.StackParameters;
import io.cellos.backend.aws.template.TemplateLimits;
import io.cellos.backend.aws.template.Templates;
import io.cellos.model.CellSpec;
import io.cellos.model.InvalidInputException;
import java.util.Map;
import java.util.Optional;

/**
 * A cell that somebody wants, checked as far as that needs no AWS.
 *
 * @param blueprint what the templates would make of it
 */
record Wish(CellSpec spec, CellChoices choices, Seed seed, Blueprint blueprint) {
  /** Stands for what is known only later; conditions of the templates do not depend on it. */
  private static final String LATER = "later";

  /**
   * @throws InvalidInputException naming everything that is wrong with it
   */
  static Wish of(CellSpec spec, Settings settings) {
    CellChoices choices = CellChoices.of(settings);
    Seed seed = Seed.of(spec.modules());
    Templates templates = Templates.ofThisRelease();
    Map<String, String> parameters =
        StackParameters.ofNew(
            spec,
            choices,
            new CellFiles(LATER, LATER, LATER, LATER, LATER, ""),
            LATER,
            Optional.of(LATER),
            choices.allowedNetworks().map(networks -> LATER));
    TemplateLimits.check(templates, parameters);
    return new Wish(
        spec, choices, seed, Blueprint.of(templates.cell(), templates.group(), parameters));
  }

  Architecture architecture() {
    return choices.architecture().orElse(Architecture.X86_64);
  }
}
