package io.cellos.backend.aws.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.base.json.Json;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without credentials, and without an AWS to ask. */
class BuildTest {
  @TempDir Path directory;

  @BeforeEach
  void nobodyToAsk() {
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:9");
    System.setProperty("aws.disableEc2Metadata", "true");
  }

  @AfterEach
  void asBefore() {
    System.clearProperty("aws.endpointUrl");
    System.clearProperty("aws.disableEc2Metadata");
  }

  private List<String> build(CellSpec spec, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("region", "eu-west-1");
    List<String> notices = new ArrayList<>();
    try (AwsClients clients = new AwsClients(AwsSettings.of(new Settings(all)))) {
      new Build(clients, "2.0.0").write(spec, directory.resolve("out"), notices::add);
    }
    return notices;
  }

  private static CellSpec spec(String name) {
    return new CellSpec(new CellName(name), Map.of(), List.of());
  }

  @Test
  void theFilesAreWrittenAndWhatIsOpenIsNamed() throws Exception {
    assertThat(build(spec("demo"), Map.of("zone", "eu-west-1b")))
        .anyMatch(line -> line.equals("fill in Bucket, GroupTemplateUrl in parameters.json"));
    Path out = directory.resolve("out");
    assertThat(Json.tree(Files.readAllBytes(out.resolve("cell.json"))).path("Resources").isObject())
        .isTrue();
    assertThat(out.resolve("group.json")).exists();
    assertThat(Files.readString(out.resolve("parameters.json")))
        .contains("\"ParameterKey\" : \"AvailabilityZone\"", "\"ParameterValue\" : \"eu-west-1b\"");
    assertThat(build(spec("demo").withSize(Role.MEMBRANE, 2), Map.of()))
        .anyMatch(line -> line.endsWith("parameters.json replaced"))
        .anyMatch(line -> line.endsWith("cell.json is as it was"));
  }

  @Test
  void filesOfOthersAreNotOverwritten() throws Exception {
    Files.createDirectories(directory.resolve("out"));
    Path theirs = Files.writeString(directory.resolve("out/group.json"), "{}");
    assertThatThrownBy(() -> build(spec("demo"), Map.of()))
        .hasMessageContaining("group.json is there");
    assertThat(theirs).hasContent("{}");
    assertThat(directory.resolve("out/cell.json")).doesNotExist();
    Files.delete(theirs);
    build(spec("demo"), Map.of());
    assertThatThrownBy(() -> build(spec("another"), Map.of()))
        .hasMessageContaining("parameters.json is there");
  }
}
