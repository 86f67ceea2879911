package io.cellos.cli.file;

import io.cellos.cli.input.Mistakes;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads cell files. */
public final class CellFileReader {
  private CellFileReader() {}

  /**
   * Reads the file; relative paths in it start from its directory.
   *
   * @param expected the cell it must be for, if it names one
   * @throws InvalidInputException with every mistake of the file and its line
   */
  public static CellFile read(Path file, CellName expected) {
    Mistakes mistakes = new Mistakes(file.getFileName().toString());
    Node root = parse(file, mistakes);
    mistakes.throwIfAny();
    Path directory = file.toAbsolutePath().getParent();
    CellFile read = new CellFileDecoder(directory, mistakes).decode(root, expected);
    mistakes.throwIfAny();
    return read;
  }

  private static Node parse(Path file, Mistakes mistakes) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
      if (root == null) {
        mistakes.add(1, "the file is empty; begin with: version: " + CellFileDecoder.VERSION);
      }
      return root;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      mistakes.add(line, "not YAML: " + e.getProblem());
      return null;
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("there is no file " + file);
    } catch (IOException | YAMLException e) {
      throw new InvalidInputException("can't read " + file + ": " + e.getMessage());
    }
  }
}
