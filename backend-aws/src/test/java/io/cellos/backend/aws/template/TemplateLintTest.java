package io.cellos.backend.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cfn-lint says of the templates: nothing. */
class TemplateLintTest {
  private static final List<String> REGIONS =
      List.of("us-east-1", "eu-west-1", "us-west-2", "ap-southeast-2");

  @TempDir Path directory;
  private final Templates templates = Templates.ofThisRelease();

  @BeforeEach
  void requireLinter() throws IOException, InterruptedException {
    boolean there = isThere();
    if (!there && System.getenv("CI") != null) {
      throw new AssertionError("cfn-lint is not installed, and CI must not skip its tests");
    }
    Assumptions.assumeTrue(there, "cfn-lint is not installed");
    Files.write(directory.resolve("group.json"), templates.group());
  }

  @Test
  void neitherTemplateHasFindings() throws IOException, InterruptedException {
    Files.write(directory.resolve("cell.json"), templates.cell());
    assertThat(lint("cell.json", "group.json")).isEmpty();
  }

  @Test
  void parametersOfNestedStacksFitTheirTemplate() throws IOException, InterruptedException {
    String cell = new String(templates.cell(), StandardCharsets.UTF_8);
    String local =
        cell.replace(
            "\"TemplateURL\": {\"Ref\": \"GroupTemplateUrl\"}",
            "\"TemplateURL\": \"./group.json\"");
    assertThat(local).isNotEqualTo(cell);
    Files.writeString(directory.resolve("cell.json"), local);
    // which are about the local URL and the parameter that it replaces
    assertThat(lint("--ignore-checks", "W3002", "W2001", "--", "cell.json")).isEmpty();
  }

  private String lint(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("cfn-lint", "--format", "parseable", "--regions"));
    command.addAll(REGIONS);
    if (!words[0].startsWith("--")) {
      command.add("--");
    }
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("cfn-lint", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
