package io.cellos.it.ec2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short commands of this machine that either work or end the test. */
final class Shell {
  private Shell() {}

  static String run(String... words) {
    return run(List.of(words));
  }

  /**
   * @return what the command printed
   * @throws IllegalStateException if it ended with another status than 0
   */
  static String run(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", words) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", words), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
