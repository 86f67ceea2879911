package io.cellos.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {
  @TempDir Path home;

  private final CellRun cell = new CellRun().onEc2();

  @BeforeEach
  void theHome() {
    cell.env("CELLOS_HOME", home.toString());
  }

  private void config(String text) throws IOException {
    Files.writeString(home.resolve("config"), text);
  }

  private Path cellFile(String text) throws IOException {
    return Files.writeString(home.resolve("cell.yaml"), "version: 1\nbackend: aws\n" + text);
  }

  /** Who sets the region, and who wins; a dash is nobody. */
  @ParameterizedTest
  @CsvSource({
    "file,  -,       -,    -,        -,        file",
    "file,  default, -,    -,        -,        default",
    "file,  default, aws,  -,        -,        aws",
    "-,     default, -,    -,        -,        default",
    "file,  -,       '',   -,        -,        file",
    "file,  default, aws,  cellfile, -,        cellfile",
    "file,  -,       -,    cellfile, -,        cellfile",
    "file,  default, aws,  cellfile, argument, argument",
    "-,     -,       -,    -,        argument, argument",
    "file,  -,       -,    -,        argument, argument",
    "-,     -,       -,    -,        -,        -"
  })
  void theLaterWins(
      String file, String defaultRegion, String region, String inCell, String typed, String wins)
      throws IOException {
    config("[default]\n" + (file.equals("-") ? "" : "region = " + file + "\n"));
    if (!defaultRegion.equals("-")) {
      cell.env("AWS_DEFAULT_REGION", defaultRegion);
    }
    if (!region.equals("-")) {
      cell.env("AWS_REGION", region);
    }
    List<String> words = new ArrayList<>(List.of("create", "demo", "--dry-run", "-f"));
    words.add(cellFile(inCell.equals("-") ? "" : "aws:\n  region: " + inCell + "\n").toString());
    if (!typed.equals("-")) {
      words.addAll(List.of("--region", typed));
    }

    CellRun.Result result = cell.run(words.toArray(String[]::new));

    assertThat(result.err()).isEmpty();
    assertThat(cell.settings().get("region").orElse("-")).isEqualTo(wins);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_PROFILE, profile",
    "CELL_BUCKET, bucket",
    "CELL_ZONE, zone",
    "CELL_DOMAIN, domain",
    "CELL_CIDR, cidr",
    "CELL_KEY_PAIR, key-pair",
    "SSH_USER, ssh-user",
    "SSH_TIMEOUT, ssh-timeout",
    "SSH_OPTIONS, ssh-options"
  })
  void theEnvironmentHasOneVariableForThese(String variable, String key) {
    cell.env(variable, "value").env("CELL_BACKEND", "aws").run("list");

    assertThat(cell.settings().get(key)).contains("value");
    assertThat(cell.settings().get("home")).contains(home.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--zone, eu-west-1a, zone, eu-west-1a",
    "--bucket, mine, bucket, mine",
    "--domain, example.com, domain, example.com",
    "--cidr, 10.1.0.0/16, cidr, 10.1.0.0/16",
    "--key-pair, mine, key-pair, mine",
    "--architecture, arm64, architecture, arm64",
    "--instance-type, m7g.large, instance-type, m7g.large",
    "--volume-size, 20, volume-size, 20",
    "--spot, , spot, true",
    "--bastion, , bastion, true",
    "--allow, '192.0.2.0/24,198.51.100.0/24', allowed-networks, '192.0.2.0/24,198.51.100.0/24'",
    "--image, ami-1, image, ami-1",
    "--keys-instead-of-roles, narrow, keys-instead-of-roles, narrow",
    "--no-rollback, , no-rollback, true",
    "--profile, work, profile, work"
  })
  void everyOptionIsASetting(String option, String value, String key, String becomes) {
    List<String> words = new ArrayList<>(List.of("create", "demo", "--dry-run"));
    words.addAll(List.of("--backend", "aws", option));
    if (value != null) {
      words.add(value);
    }

    CellRun.Result result = cell.run(words.toArray(String[]::new));

    assertThat(result.err()).isEmpty();
    assertThat(cell.settings().get(key)).contains(becomes);
  }

  @Test
  void optionsForOneGroupEachAddUp() {
    cell.run(
        ("build demo --backend aws --instance-type nucleus=m7g.large"
                + " --instance-type membrane=t4g.small --allow 192.0.2.0/24 --allow 10.9.0.0/16")
            .split(" "));

    assertThat(cell.settings().get("instance-type"))
        .contains("nucleus=m7g.large,membrane=t4g.small");
    assertThat(cell.settings().get("allowed-networks")).contains("192.0.2.0/24,10.9.0.0/16");
  }

  @Test
  void theBackendItselfIsASetting() throws IOException {
    config("[default]\nbackend = nosuch\n[here]\nbackend = local\n");

    assertThat(cell.run("list").err()).contains("\"nosuch\" is not a backend");
    assertThat(cell.run("list", "--cell_config", "here").status()).isZero();
    assertThat(cell.run("list", "--backend", "aws").status()).isZero();
    assertThat(cell.env("CELL_BACKEND", "aws").run("list").status()).isZero();
  }

  @Test
  void theProxysPortComesFromTheFileToo() throws IOException {
    config("[default]\nproxy-port = http\n");

    assertThat(cell.run("proxy", "demo").err()).contains("\"http\", which is not a port");
  }

  @Test
  void whatIsForEc2IsNoHarmToLocalCellsInAFileButTypedItIsWrong() throws IOException {
    config("[default]\nregion = eu-west-1\nbucket = mine\n");

    assertThat(cell.env("AWS_REGION", "eu-west-1").run("list").status()).isZero();
    CellRun.Result typed =
        cell.run("create", "demo", "--spot", "--region", "eu-west-1", "--allow", "10.0.0.0/8");
    assertThat(typed.status()).isEqualTo(2);
    assertThat(typed.err())
        .startsWith(
            "cell: --allow, --region, --spot: not for cells of backend local; add --backend aws");
    assertThat(cell.backend().calls()).isEmpty();
  }
}
