package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchedulerClientTest {
  private final FakeMaster master = new FakeMaster();

  @AfterEach
  void end() {
    master.close();
  }

  @ParameterizedTest
  @EnumSource
  void eventsComeAndCallsGoWithTheStreamsId(Wire wire) throws IOException, InterruptedException {
    try (SchedulerClient client =
        SchedulerClient.subscribe(master.endpoint(), wire, Samples.subscribe())) {
      assertThat(client.next()).isEqualTo(FakeMaster.subscribed());
      master.say(Samples.offers());
      assertThat(client.next().getOffers()).isEqualTo(Samples.offers().getOffers());

      client.call(Samples.accept());

      assertThat(master.types()).containsExactly(Call.Type.SUBSCRIBE, Call.Type.ACCEPT);
      assertThat(ProtoJson.print(master.calls.getLast()))
          .isEqualTo(ProtoJson.print(Samples.accept()));
      assertThat(master.streamIds).containsExactly("stream-1");
    }
  }

  @Test
  void aMasterThatDoesNotLeadSendsToTheOneThatDoes() throws IOException, InterruptedException {
    WebServer follower = FakeMaster.following(master);
    try (SchedulerClient client =
        SchedulerClient.subscribe(
            FakeMaster.endpoint(follower.port()), Wire.JSON, Samples.subscribe())) {
      assertThat(client.master()).isEqualTo(master.endpoint().at(client.master().uri()));
      assertThat(client.master().uri().getPort()).isEqualTo(master.endpoint().uri().getPort());
      client.call(Samples.accept());
      assertThat(master.types()).containsExactly(Call.Type.SUBSCRIBE, Call.Type.ACCEPT);
    } finally {
      follower.stop();
    }
  }

  @Test
  void theEndOfTheStreamIsNull() throws IOException, InterruptedException {
    try (SchedulerClient client =
        SchedulerClient.subscribe(master.endpoint(), Wire.JSON, Samples.subscribe())) {
      client.next();
      master.say(Samples.update());
      master.endStream();
      assertThat(client.next().getType()).isEqualTo(Event.Type.UPDATE);
      assertThat(client.next()).isNull();
      assertThat(client.next()).isNull();
    }
  }

  @Test
  void closingEndsTheWaitForAnEvent() throws IOException, InterruptedException {
    SchedulerClient client =
        SchedulerClient.subscribe(master.endpoint(), Wire.JSON, Samples.subscribe());
    client.next();
    AtomicReference<Object> heard = new AtomicReference<>("nothing yet");
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    heard.set(client.next());
                  } catch (IOException | InterruptedException e) {
                    heard.set(e);
                  }
                });
    await().until(() -> waiting.getState() == Thread.State.WAITING);

    client.close();

    assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
    assertThat(heard.get()).isNull();
  }

  @Test
  void silenceEndsTheSubscription() throws IOException, InterruptedException {
    try (SchedulerClient client =
        SchedulerClient.subscribe(
            master.endpoint(), Wire.JSON, Samples.subscribe(), Duration.ofMillis(200))) {
      client.next();
      assertThatThrownBy(client::next).isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(client::next).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void whatIsNoEventEndsTheSubscription() throws IOException, InterruptedException {
    try (SchedulerClient client =
        SchedulerClient.subscribe(master.endpoint(), Wire.JSON, Samples.subscribe())) {
      client.next();
      master.stream.add("nonsense\n".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(client::next).isInstanceOf(WireException.class);
    }
  }

  @Test
  void aRefusalHasItsStatusAndReason() throws IOException, InterruptedException {
    try (SchedulerClient client =
        SchedulerClient.subscribe(master.endpoint(), Wire.JSON, Samples.subscribe())) {
      master.forget();
      assertThatThrownBy(() -> client.call(Samples.accept()))
          .isInstanceOfSatisfying(
              CallRefusedException.class, e -> assertThat(e.status()).isEqualTo(403))
          .hasMessageStartingWith("ACCEPT: http://127.0.0.1:")
          .hasMessageEndingWith("answers 403 Framework is not subscribed");
    }
    assertThatThrownBy(
            () -> SchedulerClient.subscribe(master.endpoint(), Wire.JSON, Samples.accept()))
        .isInstanceOf(CallRefusedException.class)
        .hasMessageStartingWith("SUBSCRIBE: ");
  }

  @Test
  void nobodyThereIsAnError() {
    Endpoint nobody = FakeMaster.endpoint(1);
    assertThatThrownBy(() -> SchedulerClient.subscribe(nobody, Wire.JSON, Samples.subscribe()))
        .isInstanceOf(IOException.class);
  }
}
