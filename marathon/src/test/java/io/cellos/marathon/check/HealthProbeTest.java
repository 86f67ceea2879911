package io.cellos.marathon.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.check.HealthProbe.Finding;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.core.launch.Fixtures;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.Timestamp;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for a check, where, and what the answers mean. */
final class HealthProbeTest {
  private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  /** On networks of containers; nobody listens at that address. */
  private static final String NOWHERE = "192.0.2.1";

  @TempDir private static Path directory;

  private static AppDefinition app(String check, String more) {
    return Fixtures.app(
        "{'id':'/web','cmd':'true','healthChecks':[{'timeoutSeconds':1,%s}]%s}"
            .formatted(check, more));
  }

  private static Finding look(AppDefinition app, String ownAddress, Integer... ports) {
    Timestamp time = Timestamp.ofMillis(1);
    InstanceId id = InstanceId.of(app.id(), "00000000-0000-0000-0000-000000000001");
    TaskId taskId = TaskId.ofApp(id);
    TaskStatus status =
        TaskStatus.newBuilder()
            .setTaskId(TaskID.newBuilder().setValue(taskId.toString()))
            .setState(TaskState.TASK_RUNNING)
            .setContainerStatus(
                ContainerStatus.newBuilder()
                    .addNetworkInfos(
                        NetworkInfo.newBuilder()
                            .addIpAddresses(
                                NetworkInfo.IPAddress.newBuilder().setIpAddress(ownAddress))))
            .build();
    Task task =
        new Task(
            taskId,
            Condition.RUNNING,
            time,
            Optional.of(time),
            ownAddress.isEmpty() ? Optional.empty() : Optional.of(status),
            List.of(ports));
    Instance instance =
        new Instance(
            id,
            app,
            app.role(),
            Goal.RUNNING,
            Condition.RUNNING,
            time,
            Optional.of(time),
            Optional.of(
                new Place("127.0.0.1", "S1", Optional.empty(), Optional.empty(), List.of())),
            Map.of(taskId, task),
            List.of(),
            Optional.empty(),
            true);
    return HealthProbe.look(instance, app, task, app.checks().health().iterator().next());
  }

  private static String why(Finding finding) {
    return ((Finding.Unwell) finding).why();
  }

  @Test
  void whoseCertificateItIsDoesNotMatter()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (RawServer server = RawServer.tls(directory, FINE)) {
      Finding finding = look(app("'protocol':'HTTPS','path':'/x'", ""), "", server.port());
      assertThat(finding).isEqualTo(new Finding.Well());
    }
  }

  @Test
  void anErrorOverTlsIsTheReason()
      throws IOException, InterruptedException, GeneralSecurityException {
    String broken = "HTTP/1.1 503 Not today\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.tls(directory, broken)) {
      assertThat(why(look(app("'protocol':'HTTPS'", ""), "", server.port())))
          .isEqualTo("503 Not today");
    }
  }

  @Test
  void withoutTlsHttpsFailsAndTheOtherWayRound()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (RawServer plain = RawServer.plain(HERE, FINE);
        RawServer tls = RawServer.tls(directory, FINE)) {
      assertThat(look(app("'protocol':'HTTPS'", ""), "", plain.port()))
          .isInstanceOf(Finding.Unwell.class);
      assertThat(look(app("'protocol':'HTTP'", ""), "", tls.port()))
          .isInstanceOf(Finding.Unwell.class);
      assertThat(look(app("'protocol':'TCP'", ""), "", tls.port())).isEqualTo(new Finding.Well());
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP", "HTTPS"})
  void whoSaysNothingIsNotWaitedForLong(String protocol) throws IOException {
    try (RawServer silent = RawServer.plain(HERE, "")) {
      assertThat(why(look(app("'protocol':'" + protocol + "'", ""), "", silent.port())))
          .contains("imed out");
    }
  }

  @ParameterizedTest
  @CsvSource({"true, Nothing[]", "false, Unwell[why=199 Wait]"})
  void informationSaysNothingIfThatIsWanted(boolean ignore, String finding) throws IOException {
    try (RawServer server = RawServer.plain(HERE, "HTTP/1.1 199 Wait\r\n\r\n")) {
      AppDefinition app = app("'protocol':'HTTP','ignoreHttp1xx':" + ignore, "");
      assertThat(look(app, "", server.port())).hasToString(finding);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 103 Early Hints\\r\\nLink: x\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\n\\r\\n | Well[]",
        "HTTP/1.1 404\\r\\n\\r\\n                      | Unwell[why=404]",
        "HTTP/1.0 302 Found\\r\\nLocation: /x\\r\\n\\r\\n | Well[]",
        "SSH-2.0-OpenSSH\\r\\n                      | Unwell[why=IOException: the answer is no HTTP]",
      })
  void theAnswerDecides(String answer, String finding) throws IOException {
    String raw = answer.translateEscapes();
    try (RawServer server = RawServer.plain(HERE, raw)) {
      assertThat(look(app("'protocol':'HTTP','path':'a?b=c'", ""), "", server.port()))
          .hasToString(finding);
      assertThat(server.asked()).containsExactly("GET /a?b=c HTTP/1.1");
    }
  }

  @Test
  void anAnswerWithoutEndIsNotRead() throws IOException {
    try (RawServer endless = RawServer.endless(HERE)) {
      assertThat(why(look(app("'protocol':'HTTP'", ""), "", endless.port())))
          .contains("the answer has no end");
    }
  }

  @Test
  void aNumberIsAskedInsteadOfAPortOfTheApp() throws IOException {
    try (RawServer server = RawServer.plain(HERE, FINE)) {
      AppDefinition app = app("'protocol':'HTTP','port':" + server.port(), "");
      assertThat(look(app, "", 1)).isEqualTo(new Finding.Well());
    }
  }

  @Test
  void theIndexIsThatOfThePort() throws IOException {
    String ports = ",'portDefinitions':[{'port':0},{'port':0}]";
    try (RawServer server = RawServer.plain(HERE, FINE)) {
      assertThat(look(app("'protocol':'HTTP','portIndex':1", ports), "", 1, server.port()))
          .isEqualTo(new Finding.Well());
    }
  }

  private static String onNetwork(String mapping) {
    return ",'networks':[{'mode':'container','name':'n'}],"
        + "'container':{'type':'MESOS','portMappings':["
        + mapping
        + "]}";
  }

  @Test
  void onItsOwnNetworkATaskIsAskedAtItsOwnAddress() throws IOException {
    try (RawServer server = RawServer.plain(InetAddress.ofLiteral("127.0.0.9"), FINE)) {
      String mapping = onNetwork("{'containerPort':%d}".formatted(server.port()));
      assertThat(look(app("'protocol':'HTTP'", mapping), "127.0.0.9"))
          .isEqualTo(new Finding.Well());
      assertThat(why(look(app("'protocol':'HTTP'", mapping), "")))
          .isEqualTo("the task has no such port, or no address yet");
      String number = "'protocol':'TCP','port':" + server.port();
      assertThat(look(app(number, onNetwork("{'containerPort':1}")), "127.0.0.9"))
          .isEqualTo(new Finding.Well());
    }
  }

  @Test
  void aPortThatTheAgentPassesOnIsAskedAtTheAgent() throws IOException {
    try (RawServer server = RawServer.plain(HERE, FINE)) {
      String passed = onNetwork("{'containerPort':80,'hostPort':0}");
      assertThat(look(app("'protocol':'HTTP'", passed), NOWHERE, server.port()))
          .isEqualTo(new Finding.Well());
      String bridge =
          ",'networks':[{'mode':'container/bridge'}],'container':{'type':'DOCKER',"
              + "'docker':{'image':'i'},'portMappings':[{'containerPort':80,'hostPort':0}]}";
      assertThat(look(app("'protocol':'HTTP'", bridge), NOWHERE, server.port()))
          .isEqualTo(new Finding.Well());
    }
  }

  @Test
  void addressesOfEitherKindMakeUris() {
    assertThat(new Address("fd01:b::1:2", 80).uri("https", "x/y"))
        .hasToString("https://[fd01:b::1:2]:80/x/y");
    assertThat(new Address("10.0.0.1", 80).uri("http", "/")).hasToString("http://10.0.0.1:80/");
  }
}
