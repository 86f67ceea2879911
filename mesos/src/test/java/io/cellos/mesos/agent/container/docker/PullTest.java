package io.cellos.mesos.agent.container.docker;

import static io.cellos.mesos.agent.container.docker.Launches.docker;
import static io.cellos.mesos.agent.container.docker.Launches.info;
import static io.cellos.mesos.agent.container.docker.Launches.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.lifecycle.Closer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine that gets images from real registries, one of which wants to know who asks. */
@Timeout(120)
class PullTest {
  private static final Closer CLOSER = new Closer();
  private static OwnEngine engine;
  private static OwnRegistry open;
  private static OwnRegistry closed;

  @TempDir Path directory;
  private Path sandbox;
  private DockerSettings settings;
  private DockerContainers containers;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    engine = CLOSER.add(OwnEngine.start());
    open = CLOSER.add(OwnRegistry.start(engine, 5000, false));
    closed = CLOSER.add(OwnRegistry.start(engine, 5001, true));
    offer("app", "ENV V=1", open);
    offer("app", "ENV V=1", closed);
    engine.tag(open.image("app"), "first");
    offer("app", "ENV V=2", open);
  }

  private static void offer(String name, String change, OwnRegistry registry) throws IOException {
    String image = registry.image(name);
    engine.image(image, change);
    engine.push(
        image,
        RegistryAuth.of(
            Path.of("/none"),
            new DockerSettings(Map.of(), Optional.empty(), Optional.of(registry.credentials()))));
  }

  @AfterAll
  static void stop() {
    CLOSER.close();
  }

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    sandbox = Files.createDirectory(directory.resolve("sandbox"));
    use(DockerSettings.of(engine.environment()));
    forget(open.image("app"));
    forget(closed.image("app"));
  }

  private void use(DockerSettings wanted) throws DockerException {
    settings = wanted;
    containers = DockerContainers.of(settings, directory.toString());
  }

  private void forget(String image) throws DockerException, InterruptedException {
    try {
      new Engine(settings.engine()).call("DELETE", "/images/" + image);
    } catch (DockerException e) {
      assertThat(e.status()).isEqualTo(404);
    }
  }

  @AfterEach
  void removeAll() throws IOException, InterruptedException {
    for (String id : containers.ids()) {
      containers.remove(id);
    }
  }

  /** What a container of the image says. */
  private String run(String image, boolean force) throws IOException, InterruptedException {
    DockerInfo.Builder docker =
        docker(DockerInfo.Network.NONE).setImage(image).setForcePullImage(force);
    DockerContainer container =
        containers.launch(Launches.launch(info(docker), shell("echo $V"), sandbox));
    container.copyLogs(sandbox, directory.resolve("progress"));
    assertThat(container.await().status()).isZero();
    container.remove();
    String said = Files.readString(sandbox.resolve("stdout")).strip();
    Files.delete(sandbox.resolve("stdout"));
    Files.delete(directory.resolve("progress"));
    return said;
  }

  @Test
  void getsAnImageThatIsNotThere() throws IOException, InterruptedException {
    assertThat(run(open.image("app"), false)).isEqualTo("2");
    assertThat(run(open.image("app:latest"), false)).isEqualTo("2");
  }

  @Test
  void getsAChangedImageOnlyWhenToldTo() throws IOException, InterruptedException {
    engine.tag("first", open.image("app"));
    assertThat(run(open.image("app"), false)).isEqualTo("1");
    assertThat(run(open.image("app"), true)).isEqualTo("2");
  }

  @Test
  void saysWhatCantBeHad() {
    assertThatThrownBy(() -> run(open.image("app:9"), false))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("can't pull 127.0.0.1:5000/app:9: ")
        .hasMessageContaining("not found");
    assertThatThrownBy(() -> run("127.0.0.1:1/app", true))
        .hasMessageContaining("can't pull 127.0.0.1:1/app: ")
        .hasMessageContaining("connection refused");
    assertThatThrownBy(() -> run("No Name", false))
        .hasMessage("\"No Name\" is no name of an image");
  }

  @Test
  void saysThatCredentialsAreMissing() throws IOException {
    assertThatThrownBy(() -> run(closed.image("app"), false))
        .hasMessageContaining("can't pull 127.0.0.1:5001/app: ")
        .hasMessageContaining("no basic auth credentials");
    use(
        new DockerSettings(
            engine.environment(), Optional.empty(), Optional.of("{\"credsStore\": \"desktop\"}")));
    assertThatThrownBy(() -> run(closed.image("app"), false))
        .hasMessageContaining("credential helper");
  }

  @Test
  void credentialsAreTheAgents() throws IOException, InterruptedException {
    use(
        new DockerSettings(
            engine.environment(), Optional.empty(), Optional.of(closed.credentials())));
    assertThat(run(closed.image("app"), false)).isEqualTo("1");
    forget(closed.image("app"));
    Path file = Files.writeString(directory.resolve("config.json"), closed.credentials());
    use(new DockerSettings(engine.environment(), Optional.empty(), Optional.of(file.toString())));
    assertThat(run(closed.image("app"), false)).isEqualTo("1");
    forget(closed.image("app"));
    use(
        DockerSettings.of(
            Map.of(
                "DOCKER_HOST",
                engine.environment().get("DOCKER_HOST"),
                "DOCKER_CONFIG",
                directory.toString())));
    assertThat(run(closed.image("app"), false)).isEqualTo("1");
  }

  @Test
  void credentialsAreThoseThatTheTaskFetched() throws IOException, InterruptedException {
    Files.createDirectory(sandbox.resolve(".docker"));
    Files.writeString(sandbox.resolve(".docker/config.json"), closed.credentials());
    assertThat(run(closed.image("app"), false)).isEqualTo("1");
  }
}
