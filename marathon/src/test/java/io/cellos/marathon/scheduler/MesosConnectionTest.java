package io.cellos.marathon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.testing.FakeMaster;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MesosConnectionTest {
  private final FakeMaster master = new FakeMaster();
  private final TestFramework framework = new TestFramework();
  private MesosConnection connection;

  /** Remembers what it hears. */
  private static final class TestFramework implements Framework {
    final List<MarathonEvent> heard = new CopyOnWriteArrayList<>();
    final List<String> ends = new CopyOnWriteArrayList<>();
    volatile State state = new State(Optional.empty(), Set.of("*", "web"));

    @Override
    public FrameworkInfo info() {
      return FrameworkInfo.newBuilder().setName("m").setUser("u").addRoles("*").build();
    }

    @Override
    public State state() {
      return state;
    }

    @Override
    public void submit(MarathonEvent event) {
      if (event instanceof MarathonEvent.Subscribed(var id, var _)) {
        state = new State(Optional.of(id), state.roles());
      }
      heard.add(event);
    }

    @Override
    public void removed(String why) {
      ends.add("removed: " + why);
    }

    @Override
    public void failed(String why) {
      ends.add(why);
    }

    boolean hasHeard(Class<? extends MarathonEvent> kind) {
      return heard.stream().anyMatch(kind::isInstance);
    }
  }

  private void start() throws IOException {
    connection = MesosConnection.start(new MasterAddress.Fixed(master.uri()), framework);
  }

  @AfterEach
  void end() {
    if (connection != null) {
      connection.close();
    }
    master.close();
  }

  private static Call call(Call.Type type) {
    return Call.newBuilder().setType(type).build();
  }

  @Test
  void itSubscribesAndHearsInOrder() throws IOException {
    start();
    await().until(() -> framework.hasHeard(MarathonEvent.Subscribed.class));
    master.say(Event.newBuilder().setType(Event.Type.HEARTBEAT).build());
    master.say(
        Event.newBuilder()
            .setType(Event.Type.OFFERS)
            .setOffers(Event.Offers.getDefaultInstance())
            .build());
    OfferID offer = OfferID.newBuilder().setValue("o").build();
    master.say(
        Event.newBuilder()
            .setType(Event.Type.RESCIND)
            .setRescind(Event.Rescind.newBuilder().setOfferId(offer))
            .build());
    await().until(() -> framework.hasHeard(MarathonEvent.Rescinded.class));
    assertThat(framework.heard)
        .containsExactly(
            new MarathonEvent.Subscribed(
                FrameworkID.newBuilder().setValue("f-0001").build(), Optional.empty()),
            new MarathonEvent.Offered(List.of()),
            new MarathonEvent.Rescinded(offer));
    Call subscribe = master.calls().getFirst();
    assertThat(subscribe.hasFrameworkId()).isFalse();
    assertThat(subscribe.getSubscribe().getFrameworkInfo().getRolesList())
        .containsExactly("*", "web");
  }

  @Test
  void callsGoInOrderWithTheFrameworksId() throws IOException {
    start();
    connection.say(call(Call.Type.KILL)); // there is no subscription: it is lost
    await().until(() -> framework.hasHeard(MarathonEvent.Subscribed.class));
    connection.say(call(Call.Type.REVIVE));
    connection.say(call(Call.Type.DECLINE));
    connection.say(call(Call.Type.SUPPRESS));
    await().until(() -> master.count(Call.Type.SUPPRESS) == 1);
    assertThat(master.types())
        .containsExactly(
            Call.Type.SUBSCRIBE, Call.Type.REVIVE, Call.Type.DECLINE, Call.Type.SUPPRESS);
    assertThat(master.calls().getLast().getFrameworkId().getValue()).isEqualTo("f-0001");
  }

  @Test
  void itSubscribesAgainWithItsId() throws IOException {
    start();
    await().until(() -> framework.hasHeard(MarathonEvent.Subscribed.class));
    master.endStream();
    await().until(() -> master.count(Call.Type.SUBSCRIBE) == 2);
    assertThat(framework.heard.get(1)).isEqualTo(new MarathonEvent.Disconnected());
    Call again = master.calls().getLast();
    assertThat(again.getFrameworkId().getValue()).isEqualTo("f-0001");
    assertThat(again.getSubscribe().getFrameworkInfo().getId().getValue()).isEqualTo("f-0001");
    assertThat(framework.ends).isEmpty();
  }

  @Test
  void aFrameworkThatWasRemovedIsTold() throws IOException {
    master.beginWith(
        Event.newBuilder()
            .setType(Event.Type.ERROR)
            .setError(Event.Error.newBuilder().setMessage("Framework has been removed"))
            .build());
    start();
    await().until(() -> !framework.ends.isEmpty());
    assertThat(framework.ends.getFirst())
        .startsWith("removed: ")
        .endsWith("Framework has been removed");
    assertThat(framework.heard).doesNotHaveAnyElementsOfTypes(MarathonEvent.Subscribed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "host:5050, http://host:5050",
    "host, http://host:5050",
    "http://host:1234/, http://host:1234",
    "http://[::1]:7, http://[::1]:7",
  })
  void addressesOfOneMaster(String text, URI master) {
    assertThat(MasterAddress.parse(text)).isEqualTo(new MasterAddress.Fixed(master));
  }

  @Test
  void addressesInZooKeeper() {
    assertThat(MasterAddress.parse("zk://a:1,b:2/mesos"))
        .isInstanceOf(MasterAddress.InZooKeeper.class);
    assertThat(MasterAddress.parse("file:///etc/mesos.zk"))
        .isInstanceOf(MasterAddress.InZooKeeper.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://host:1", "https://host:5050", "a b", "zk://u:p@host/mesos"})
  void whatIsNoAddress(String text) {
    assertThatThrownBy(() -> MasterAddress.parse(text)).isInstanceOf(InvalidInputException.class);
  }
}
