package io.cellos.cli.file;

import io.cellos.model.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Everything that is wrong with a file, so that people can mend it in one go. */
final class Mistakes {
  private record Mistake(int line, String text) {}

  private final String file;
  private final List<Mistake> all = new ArrayList<>();

  /**
   * @param file its name, for the messages
   */
  Mistakes(String file) {
    this.file = file;
  }

  void add(int line, String text) {
    all.add(new Mistake(line, text));
  }

  void add(Node where, String text) {
    add(line(where), text);
  }

  /** Adds what is wrong about a part of the file. */
  void add(int line, InvalidInputException wrong) {
    wrong.problems().forEach(problem -> add(line, problem));
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /**
   * @throws InvalidInputException with all mistakes in the order of their lines
   */
  void throwIfAny() {
    if (!all.isEmpty()) {
      throw new InvalidInputException(
          all.stream()
              .sorted(Comparator.comparingInt(Mistake::line))
              .map(mistake -> "%s line %d: %s".formatted(file, mistake.line, mistake.text))
              .toList());
    }
  }
}
