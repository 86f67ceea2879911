package io.cellos.it.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir Path directory;
  private Checkout checkout;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = Checkout.in(directory);
  }

  private static List<String> last(List<String> lines, int count) {
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  @Test
  void passesArgumentsAsTheyAre() throws IOException, InterruptedException {
    checkout.withJavaHome("25.0.3").built();
    List<String> lines = checkout.run("cmd", "demo", "echo \"a  b\" '*'", "");
    assertThat(lines.subList(0, 2)).containsExactly("0", "jdk=25.0.3");
    assertThat(last(lines, 6))
        .containsExactly(
            checkout.folder().resolve("cli/target/dist/lib/cell-os-cli-2.0.0.jar").toString(),
            "io.cellos.cli.Main",
            "cmd",
            "demo",
            "echo \"a  b\" '*'",
            "");
  }

  @Test
  void namesTheCachesOnlyIfThereAreAny() throws IOException, InterruptedException {
    checkout.withJavaHome("25").built();
    assertThat(checkout.run()).noneMatch(line -> line.contains(".aot"));
    Path command = Files.createFile(checkout.folder().resolve("cli/target/dist/command.aot"));
    Path programs = Files.createFile(checkout.folder().resolve("cli/target/dist/cell.aot"));
    assertThat(checkout.run()).contains("-XX:AOTCache=" + command, "-Dcellos.aot=" + programs);
  }

  @Test
  void commandsOnEc2HaveACacheOfTheirOwn() throws IOException, InterruptedException {
    checkout.withJavaHome("25").built();
    Path dist = checkout.folder().resolve("cli/target/dist");
    Path command = Files.createFile(dist.resolve("command.aot"));
    Path aws = Files.createFile(dist.resolve("aws.aot"));
    assertThat(checkout.run("list", "--backend", "aws")).contains("-XX:AOTCache=" + aws);
    assertThat(checkout.run("list", "--backend=aws")).contains("-XX:AOTCache=" + aws);
    assertThat(checkout.run("list", "laws")).contains("-XX:AOTCache=" + command);
  }

  @Test
  void isFoundThroughLinksFromAnywhere() throws IOException, InterruptedException {
    checkout.withJavaHome("25").built();
    Path elsewhere = Files.createDirectories(directory.resolve("some where/bin"));
    Path relative = Path.of("../../my code/cell os/cell");
    Path link = Files.createSymbolicLink(elsewhere.resolve("first"), relative);
    Path linkToLink = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));
    Path folderLink = Files.createSymbolicLink(directory.resolve("folder-link"), checkout.folder());
    for (Path command : List.of(link, linkToLink, folderLink.resolve("cell"))) {
      assertThat(checkout.run(elsewhere, command, "list").subList(0, 2))
          .as(command.toString())
          .containsExactly("0", "jdk=25");
    }
    assertThat(checkout.run(elsewhere, Path.of("./second"), "list")).startsWith("0", "jdk=25");
  }

  @Test
  void findsTheJdkOnThePath() throws IOException, InterruptedException {
    checkout.built();
    Path jdk = checkout.jdk("on the path", "26-ea");
    Files.createSymbolicLink(directory.resolve("tools/javac"), jdk.resolve("bin/javac"));
    assertThat(checkout.run("list")).startsWith("0", "jdk=26-ea");
  }

  @Test
  void findsTheJdkOfSdkman() throws IOException, InterruptedException {
    checkout.withJavaHome("21.0.1").built(); // too old
    checkout.jdk(".sdkman/candidates/java/25.0.1-tem", "25.0.1");
    assertThat(checkout.run("list")).startsWith("0", "jdk=25.0.1");
  }

  @Test
  void remembersTheJdkUntilItIsGone() throws IOException, InterruptedException {
    checkout.built();
    Path first = checkout.jdk(".sdkman/candidates/java/first", "25.0.1");
    checkout.run("list");
    Path remembered = checkout.folder().resolve("target/jdk-home");
    assertThat(remembered).hasContent(first + "\n");
    Files.delete(first.resolve("release"));
    checkout.jdk(".sdkman/candidates/java/second", "25.0.2");
    assertThat(checkout.run("list")).startsWith("0", "jdk=25.0.2");
  }

  @Test
  void buildsOnFirstUse() throws IOException, InterruptedException {
    checkout
        .withJavaHome("25")
        .withMaven(
            """
            echo "$JAVA_HOME $*" > "$HOME/mvn-called"
            mkdir -p "$HOME/my code/cell os/cli/target/dist/lib"
            :> "$HOME/my code/cell os/cli/target/dist/lib/cell-os-cli-2.0.0.jar"
            """);
    List<String> lines = checkout.run("list");
    assertThat(lines.getFirst()).isEqualTo("0");
    assertThat(lines.get(1)).startsWith("cell: building cell-os with Maven (once");
    assertThat(lines).contains("jdk=25");
    assertThat(Files.readString(directory.resolve("mvn-called")))
        .startsWith(directory.resolve("jdk 25").toString())
        .contains("-pl cli -am -DskipTests ");
    assertThat(checkout.run("list").get(1)).isEqualTo("jdk=25");
    assertThat(checkout.folder().resolve("target/first-build.lock")).doesNotExist();
  }

  @Test
  void twoAtOnceBuildOnce() throws IOException, InterruptedException {
    checkout
        .withJavaHome("25")
        .withMaven(
            """
            echo called >> "$HOME/mvn-called"
            sleep 2
            mkdir -p "$HOME/my code/cell os/cli/target/dist/lib"
            :> "$HOME/my code/cell os/cli/target/dist/lib/cell-os-cli-2.0.0.jar"
            """);
    Process one = checkout.start(directory, checkout.script(), "list");
    Process two = checkout.start(directory, checkout.script(), "list");
    List<String> first = Checkout.outcome(one);
    List<String> second = Checkout.outcome(two);
    assertThat(first).startsWith("0").contains("jdk=25");
    assertThat(second).startsWith("0").contains("jdk=25");
    assertThat(directory.resolve("mvn-called")).hasContent("called\n");
    assertThat(first.get(1) + second.get(1))
        .contains("another cell command is building")
        .contains("building cell-os with Maven");
  }

  @Test
  void lockOfADeadBuildIsNoObstacle() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path target = Files.createDirectories(checkout.folder().resolve("target"));
    Files.createSymbolicLink(
        target.resolve("first-build.lock"), Path.of(String.valueOf(dead.pid())));
    checkout.withJavaHome("25").withMaven("exit 1");
    assertThat(checkout.run("list")).contains("cell: the build failed");
  }

  @Test
  void interruptedBuildIsBegunAnew() throws IOException, InterruptedException {
    checkout
        .withJavaHome("25")
        .withMaven(
            """
            mkdir -p "$HOME/my code/cell os/cli/target/dist/lib"
            :> "$HOME/my code/cell os/cli/target/dist/lib/cell-os-cli-2.0.0.jar"
            :> "$HOME/half"
            kill -TERM $PPID
            """);
    assertThat(checkout.run("list")).startsWith("1");
    assertThat(directory.resolve("half")).exists();
    assertThat(checkout.folder().resolve("cli/target/dist/lib")).isEmptyDirectory();
    assertThat(checkout.folder().resolve("target/first-build.lock")).doesNotExist();
  }

  @Test
  void failedBuildShowsItsLog() throws IOException, InterruptedException {
    checkout.withJavaHome("25").withMaven("echo no space left; exit 1");
    assertThat(checkout.run("list"))
        .startsWith("1")
        .contains("no space left", "cell: the build failed")
        .anyMatch(line -> line.startsWith("next: read ") && line.contains("first-build.log"));
  }

  @Test
  void saysWhatIsMissing() throws IOException, InterruptedException {
    checkout.withJavaHome("25");
    assertThat(checkout.run("list"))
        .startsWith("1")
        .anyMatch(line -> line.startsWith("cell: Maven is needed"))
        .anyMatch(line -> line.startsWith("next: install Maven"));
  }
}
