package io.cellos.protocols.exhibitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.base.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message against what a real Exhibitor wrote. */
final class MessagesTest {

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(
            new ServerList(List.of("10.77.0.53", "10.77.0.52"), 2181),
            "{'servers':['10.77.0.53','10.77.0.52'],'port':2181}"),
        Arguments.of(new ServerList(List.of(), 2181), "{'servers':[],'port':2181}"),
        Arguments.of(
            ServerStatus.of(ServiceState.SERVING, "10.77.0.53", false),
            "{'code':3,'description':'serving','hostname':'10.77.0.53','isLeader':false}"),
        Arguments.of(
            ServerState.of(ServiceState.NOT_SERVING, false),
            "{'switches':{'restarts':true,'cleanup':true,'backups':true},'state':2,"
                + "'description':'not serving','isLeader':false}"),
        Arguments.of(
            RemoteAnswer.failed("Connection refused"),
            "{'response':{},'errorMessage':'Connection refused','success':false}"),
        Arguments.of(
            RemoteAnswer.of("text"), "{'response':'text','errorMessage':'','success':true}"),
        Arguments.of(
            ExplorerNode.child("/", "zookeeper"),
            "{'title':'zookeeper','key':'/zookeeper','isLazy':true,'expand':false}"),
        Arguments.of(
            ExplorerNode.child("/a", "b"),
            "{'title':'b','key':'/a/b','isLazy':true,'expand':false}"),
        Arguments.of(
            ExplorerNode.unreadable(),
            "{'title':'* Exception *','key':'*','isLazy':false,'expand':false}"),
        Arguments.of(
            ExplorerData.of(new byte[] {0x37, (byte) 0xab}, "s"),
            "{'bytes':'37 ab ','str':'7\ufffd','stat':'s'}"),
        Arguments.of(
            new SystemState(
                "v1.5.6",
                true,
                false,
                false,
                null,
                false,
                new SystemState.Config(
                    false, "n/a", 0, "h1", 3, "1:h1", 2181, 2888, 3888, Map.of())),
            "{'version':'v1.5.6','running':true,'backupActive':false,'standaloneMode':false,"
                + "'extraHeadingText':null,'nodeMutationsAllowed':false,'config':{"
                + "'rollInProgress':false,'rollStatus':'n/a','rollPercentDone':0,'hostname':'h1',"
                + "'serverId':3,'serversSpec':'1:h1','clientPort':2181,'connectPort':2888,"
                + "'electionPort':3888,'zooCfgExtra':{}}}"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void isWrittenAsExhibitorDoes(Object message, String json) {
    assertThat(Json.text(message)).isEqualTo(json.replace('\'', '"'));
  }

  @Test
  void listAsForm() {
    assertThat(new ServerList(List.of("a", "b"), 2181).toForm())
        .isEqualTo("count=2&server0=a&server1=b&port=2181");
    assertThat(new ServerList(List.of(), 2181).toForm()).isEqualTo("count=0&port=2181");
  }

  @Test
  void unknownCodeIsDown() {
    assertThat(ServiceState.ofCode(3)).isEqualTo(ServiceState.SERVING);
    assertThat(ServiceState.ofCode(17)).isEqualTo(ServiceState.DOWN);
  }
}
