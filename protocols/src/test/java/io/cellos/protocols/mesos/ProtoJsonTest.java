package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoJsonTest {
  @Test
  void fieldsHaveTheirNamesOfTheSchemaAndItsOrder() {
    Event event =
        Event.newBuilder()
            .setSubscribed(
                Event.Subscribed.newBuilder()
                    .setHeartbeatIntervalSeconds(15)
                    .setFrameworkId(Protos.FrameworkID.newBuilder().setValue("f-0000")))
            .setType(Event.Type.SUBSCRIBED)
            .build();

    assertThat(ProtoJson.print(event))
        .isEqualTo(
            "{\"type\":\"SUBSCRIBED\",\"subscribed\":{\"framework_id\":{\"value\":\"f-0000\"},"
                + "\"heartbeat_interval_seconds\":15.0}}");
  }

  @Test
  void fieldsWithDefaultsAreShownWithThem() {
    // as a real master does; "role" has a default too but is deprecated
    assertThat(ProtoJson.print(FrameworkInfo.newBuilder().setUser("u").setName("n").build()))
        .isEqualTo("{\"user\":\"u\",\"name\":\"n\",\"failover_timeout\":0.0,\"checkpoint\":false}");
  }

  @Test
  void numbersOf64BitsAreNumbers() throws WireException {
    Value.Range range = Value.Range.newBuilder().setBegin(1L << 53).setEnd(-1).build();

    assertThat(ProtoJson.print(range))
        .isEqualTo("{\"begin\":9007199254740992,\"end\":18446744073709551615}");
    assertThat(read(ProtoJson.print(range), Value.Range.newBuilder()).build()).isEqualTo(range);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.5, -0.5",
    "0.1, 0.1",
    "1024, 1024.0",
    "1600000000.25, 1600000000.25",
    "1E15, 1000000000000000.0",
    "123456789012345680000, 123456789012345680000.0",
    "1E30, 1E+30",
    "0.000001, 0.000001",
    "1.5E-9, 1.5E-9"
  })
  void doublesAreAsShortAsCanBe(double value, String text) throws WireException {
    String json = ProtoJson.print(Value.Scalar.newBuilder().setValue(value).build());

    assertThat(json).isEqualTo("{\"value\":" + text + "}");
    assertThat(read(json, Value.Scalar.newBuilder()).getValue()).isEqualTo(value);
  }

  @Test
  void infinityIsNeverWrittenNorRead() {
    Value.Scalar infinite = Value.Scalar.newBuilder().setValue(Double.POSITIVE_INFINITY).build();

    assertThat(ProtoJson.print(infinite)).isEqualTo("{\"value\":null}");
    for (String text : new String[] {"\"Infinity\"", "\"NaN\"", "1e999", "Infinity"}) {
      assertThatThrownBy(() -> read("{\"value\":" + text + "}", Value.Scalar.newBuilder()))
          .isInstanceOf(WireException.class);
    }
  }

  @Test
  void bytesAreBase64() throws WireException {
    Protos.TaskStatus.Builder status =
        Protos.TaskStatus.newBuilder()
            .setTaskId(Protos.TaskID.newBuilder().setValue("t"))
            .setState(Protos.TaskState.TASK_RUNNING)
            .setUuid(ByteString.copyFrom(new byte[] {-1, 0, 62, 63}));
    String json = ProtoJson.print(status.build());

    assertThat(json).contains("\"uuid\":\"/wA+Pw==\"");
    for (String same : new String[] {json, json.replace("==", ""), json.replace("wA", "w\\nA")}) {
      assertThat(read(same, Protos.TaskStatus.newBuilder()).build()).isEqualTo(status.build());
    }
  }

  @Test
  void mapsAreObjects() throws WireException {
    TaskInfo task =
        Samples.task().toBuilder()
            .putLimits("mem", Value.Scalar.newBuilder().setValue(64).build())
            .build();

    assertThat(ProtoJson.print(task)).contains("\"limits\":{\"mem\":{\"value\":64.0}}");
    assertThat(read(ProtoJson.print(task), TaskInfo.newBuilder()).getLimitsMap())
        .isEqualTo(task.getLimitsMap());
  }

  @Test
  void theTreeIsTheSameJson() {
    for (Message message : Samples.all()) {
      assertThat(ProtoJson.tree(message)).hasToString(ProtoJson.print(message));
    }
  }

  @Test
  void whatIsWrittenReadsTheSame() throws WireException {
    for (Message message : Samples.all()) {
      Message read = read(ProtoJson.print(message), message.newBuilderForType()).build();
      // defaults come back as set, which does not change what a message says
      assertThat(ProtoJson.print(read)).isEqualTo(ProtoJson.print(message));
      Message.Builder fromTree = message.newBuilderForType();
      ProtoJson.merge(ProtoJson.tree(message), fromTree);
      assertThat(fromTree.build()).isEqualTo(read);
    }
  }

  @Test
  void whatProtobufsOwnFormatWritesWithNamesKeptReadsTheSame() throws Exception {
    JsonFormat.Printer printer = JsonFormat.printer().preservingProtoFieldNames();
    for (Message message : Samples.all()) {
      // there 64-bit numbers are text
      assertThat(read(printer.print(message), message.newBuilderForType()).build())
          .isEqualTo(message);
      Message.Builder theirs = message.newBuilderForType();
      JsonFormat.parser().merge(ProtoJson.print(message), theirs);
      assertThat(ProtoJson.print(theirs.build())).isEqualTo(ProtoJson.print(message));
    }
  }

  @Test
  void unknownFieldsAreIgnoredAndNullIsAbsent() throws WireException {
    String json =
        """
        {"type":"ACCEPT","new":{"deep":[1,{"x":null}]},"accept":{"filters":null,
         "offer_ids":[null,{"value":"o","more":true}]}}
        """;

    Call call = read(json, Call.newBuilder()).build();

    assertThat(call.getAccept().hasFilters()).isFalse();
    assertThat(call.getAccept().getOfferIdsList())
        .containsExactly(Protos.OfferID.newBuilder().setValue("o").build());
  }

  @Test
  void numbersAndBooleansMayBeText() throws WireException {
    FrameworkInfo.Builder framework =
        read(
            "{\"user\":\"u\",\"name\":\"n\",\"failover_timeout\":\"1e3\",\"checkpoint\":\"true\"}",
            FrameworkInfo.newBuilder());

    assertThat(framework.getFailoverTimeout()).isEqualTo(1000);
    assertThat(framework.getCheckpoint()).isTrue();
  }

  @Test
  void aTypeOfANewerSchemaIsNoType() throws WireException {
    assertThat(read("{\"type\":\"DANCE\"}", Call.newBuilder()).hasType()).isFalse();
  }

  @Test
  void oneValueIsAListOfOne() throws WireException {
    Call call = read("{\"decline\":{\"offer_ids\":{\"value\":\"o\"}}}", Call.newBuilder()).build();

    assertThat(call.getDecline().getOfferIdsCount()).isEqualTo(1);
  }

  @Test
  void ofEqualNamesTheLastCounts() throws WireException {
    Call call =
        read(
                "{\"kill\":{\"task_id\":{\"value\":\"a\"},\"agent_id\":{\"value\":\"s\"}},"
                    + "\"kill\":{\"task_id\":{\"value\":\"b\"}}}",
                Call.newBuilder())
            .build();

    assertThat(call.getKill().getTaskId().getValue()).isEqualTo("b");
    assertThat(call.getKill().hasAgentId()).isFalse();
  }

  @Test
  void mistakesNameTheField() {
    Map.of(
            "{\"accept\":{\"operations\":[{},{\"launch\":{\"task_infos\":3}}]}}",
            "Not expecting a JSON number for field 'accept.operations[1].launch.task_infos'",
            "{\"framework_id\":\"f\"}",
            "Not expecting a JSON string for field 'framework_id'",
            "{\"framework_id\":[]}",
            "Not expecting a JSON array for field 'framework_id'",
            "{\"framework_id\":{\"value\":{}}}",
            "Not expecting a JSON object for field 'framework_id.value'",
            "{\"accept\":{\"offer_ids\":[[{\"value\":\"o\"}]]}}",
            "Not expecting a JSON array for field 'accept.offer_ids[0]'",
            "{\"type\":true}",
            "Not expecting a JSON boolean for field 'type'",
            "{\"acknowledge\":{\"uuid\":\"*\"}}",
            "Failed to parse '*' as base64 for field 'acknowledge.uuid'",
            "{\"accept\":{\"filters\":{\"refuse_seconds\":\"5s\"}}}",
            "Failed to parse '5s' as number for field 'accept.filters.refuse_seconds'")
        .forEach(
            (json, reason) ->
                assertThatThrownBy(() -> read(json, Call.newBuilder()))
                    .isInstanceOf(WireException.class)
                    .hasMessage(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e10", "\"x\"", "-2147483649", "\"0x10\"", "1e999999999"})
  void numbersThatDoNotFitAreMistakes(String number) {
    assertThatThrownBy(
            () ->
                read(
                    "{\"ip\":\"::1\",\"port\":" + number + ",\"hostname\":\"h\"}",
                    Protos.Address.newBuilder()))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("'port'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "[]", "null", "1", "\"{}\"", "{", "{}x", "{} {}", "{\"a\":}", "\u0000"})
  void whatIsNoObjectIsAMistake(String json) {
    assertThatThrownBy(() -> read(json, Call.newBuilder())).isInstanceOf(WireException.class);
  }

  @Test
  void depthIsLimited() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThatThrownBy(() -> read(deep, Call.newBuilder())).isInstanceOf(WireException.class);
  }

  @Test
  void missingRequiredFieldsAreNamed() {
    assertThatThrownBy(
            () -> read("{\"subscribe\":{\"framework_info\":{\"name\":\"n\"}}}", Call.newBuilder()))
        .isInstanceOf(WireException.class)
        .hasMessage(
            "Failed to convert JSON into Call protobuf: Missing required fields:"
                + " subscribe.framework_info.user");
    assertThatThrownBy(() -> Wire.PROTOBUF.read(new byte[0], FrameworkInfo.newBuilder()))
        .isInstanceOf(WireException.class)
        .hasMessage("Missing required fields: user, name");
  }

  private static <B extends Message.Builder> B read(String json, B into) throws WireException {
    ProtoJson.merge(json.getBytes(StandardCharsets.UTF_8), into);
    return into;
  }
}
