package io.cellos.node.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines {@code NAME=value}: flags of a program, such as {@code MESOS_QUORUM}, that a module of the
 * user's sets, and the one way to give them secrets, which must not stand on a command line.
 */
public final class EnvironmentFile {
  private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9_]*)=(.*)");

  private EnvironmentFile() {}

  /**
   * @throws IOException if a line is of another kind; its text is not repeated
   */
  public static Map<String, String> read(Path file) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        Matcher matcher = LINE.matcher(line.strip());
        if (matcher.matches()) {
          variables.put(matcher.group(1), matcher.group(2));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          throw new IOException("%s, line %d is not NAME=value".formatted(file, number));
        }
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    return variables;
  }
}
