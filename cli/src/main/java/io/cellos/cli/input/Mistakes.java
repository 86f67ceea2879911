package io.cellos.cli.input;

import io.cellos.model.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is wrong with a file, so that people can mend it in one go. */
public final class Mistakes {
  private record Mistake(int line, String text) {}

  private final String file;
  private final List<Mistake> all = new ArrayList<>();

  /**
   * @param file its name, for the messages
   */
  public Mistakes(String file) {
    this.file = file;
  }

  public void add(int line, String text) {
    all.add(new Mistake(line, text));
  }

  /** Adds what is wrong about a part of the file. */
  public void add(int line, InvalidInputException wrong) {
    wrong.problems().forEach(problem -> add(line, problem));
  }

  /**
   * @throws InvalidInputException with all mistakes in the order of their lines
   */
  public void throwIfAny() {
    if (!all.isEmpty()) {
      throw new InvalidInputException(
          all.stream()
              .sorted(Comparator.comparingInt(Mistake::line))
              .map(mistake -> "%s line %d: %s".formatted(file, mistake.line, mistake.text))
              .toList());
    }
  }
}
