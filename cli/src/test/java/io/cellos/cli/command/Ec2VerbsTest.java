package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs as they look for cells that are far away. */
class Ec2VerbsTest {
  private final CellRun cell = new CellRun().onEc2();

  @Test
  void buildWritesIntoADirectoryNamedLikeTheCellOrTheOneGiven() {
    CellRun.Result result = cell.run("build", "demo", "--backend", "aws", "--nucleus", "3");

    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("wrote cell.json\n");
    cell.run("build", "demo", "--backend", "aws", "--output", "/tmp/x");
    assertThat(cell.backend().calls())
        .containsExactly(
            "build demo with 5 nodes in " + Path.of("demo").toAbsolutePath(),
            "build demo with 3 nodes in /tmp/x");
  }

  @Test
  void bakePrintsOnlyTheImage() {
    cell.backend().running("demo", 1, 1);

    CellRun.Result result = cell.run("bake", "demo", "--backend", "aws");

    assertThat(result.out()).isEqualTo("ami-0123456789abcdef0\n");
    assertThat(result.err()).isEqualTo("image is being made\n");
    cell.run("bake", "demo", "nucleus", "--backend", "aws");
    assertThat(cell.backend().calls())
        .containsExactly("bake demo stateless-body", "bake demo nucleus");
  }

  @ParameterizedTest
  @ValueSource(strings = {"update demo", "bake demo", "build demo"})
  void localCellsCant(String words) {
    CellRun local = new CellRun();
    local.backend().running("demo", 1, 1);

    CellRun.Result result = local.run(words.split(" "));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("local cells can't", "--backend aws");
  }

  @Test
  void everyCommandToPasteCarriesTheOptionsOfTheBackend() {
    String[] create =
        "create demo --backend aws --region eu-west-1 --spot --nucleus 3 --timeout 0s".split(" ");

    CellRun.Result timedOut = cell.run(create);

    assertThat(timedOut.status()).isEqualTo(4);
    assertThat(timedOut.err())
        .contains(
            "wait longer with cell create --backend aws --region eu-west-1 demo --spot --nucleus 3,",
            "cell delete --backend aws --region eu-west-1 demo");
    create[create.length - 1] = "10m";
    assertThat(cell.run(create).out())
        .contains(
            "  cell list --backend aws --region eu-west-1 demo\n",
            "  cell scale --backend aws --region eu-west-1 demo nucleus 5\n",
            "  cell delete --backend aws --region eu-west-1 demo\n");
  }

  @Test
  void whatACellFileChoseIsCarriedToo(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("cell.yaml");
    Files.writeString(
        file, "version: 1\nbackend: aws\naws:\n  region: eu-west-1\n  bucket: mine\n");

    assertThat(cell.run("create", "demo", "-f", file.toString(), "--no-wait").out())
        .endsWith("cell list --backend aws --region eu-west-1 demo\n");

    Files.writeString(file, "version: 1\nbackend: local\naws:\n  region: eu-west-1\n");
    assertThat(cell.run("create", "demo", "-f", file.toString(), "--no-wait").out())
        .endsWith("cell list --backend local demo\n");
  }

  @Test
  void ctrlCSaysTheWholeCommand() {
    cell.pace().at(Duration.ofMillis(500), cell.interrupts()::press);

    assertThat(cell.run("create", "demo", "--backend", "aws", "--zone", "eu-west-1a").err())
        .contains(
            "continue with: cell create --backend aws demo --zone eu-west-1a\n",
            "or remove it: cell delete --backend aws demo\n");
  }

  @Test
  void deleteNamesWhereTheCellIs() {
    cell.backend().running("demo", 1, 1);

    CellRun.Result asked = cell.typing("no\n").run("delete", "demo", "--backend", "aws");

    assertThat(asked.status()).isEqualTo(5);
    assertThat(asked.err())
        .startsWith(
            "This deletes cell demo in region eu-west-1 of backend aws and all its data.\n");
  }

  @Test
  void theInfrastructureIsShownAsItIsMadeAndWaitedForAsLongAsItTakes() {
    cell.backend()
        .stuck("nucleus-1", "zookeeper")
        .change(Duration.ofSeconds(1), "stack/Nucleus", "CREATE_IN_PROGRESS")
        .change(Duration.ofSeconds(40), "stack/Nucleus", "CREATE_COMPLETE");

    CellRun.Result result = cell.run("create", "demo", "--backend", "aws");

    assertThat(result.out())
        .contains("stack/Nucleus  CREATE_IN_PROGRESS\n", "stack/Nucleus  CREATE_COMPLETE\n")
        .containsOnlyOnce("CREATE_IN_PROGRESS");
    assertThat(result.err()).contains("is not as wanted after 1800.0s");
  }

  @Test
  void aCreationThatFailedEndsTheWaitWithItsReason() {
    cell.backend().creationFailed().problem("Nucleus: no such instance type");

    CellRun.Result result = cell.run("create", "demo", "--backend", "aws");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("cell: cell demo could not be made\n          Nucleus: no such instance type\n")
        .contains("remove it: cell delete --backend aws demo");
  }
}
