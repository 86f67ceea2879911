package io.cellos.backend.local.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.local.testing.Cells;
import io.cellos.base.error.CellException;
import io.cellos.model.CellSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class NetworkChoiceTest {
  private static final CellSpec SPEC = Cells.spec(1, 1, 1);

  private static NetworkChoice with(NetworkChoice.Probe probe) {
    return new NetworkChoice(20, probe, port -> Optional.of("pid 4711: other"));
  }

  @Test
  void theFirstFreeNetworkIsTaken() {
    NetworkChoice choice = with((address, port) -> Ports.State.FREE);
    assertThat(choice.choose(SPEC, Set.of()).number()).isEqualTo(20);
    assertThat(choice.choose(SPEC, Set.of(20, 21, 23)).number()).isEqualTo(22);
  }

  @Test
  void aClashWithSomebodyElsesCellMovesOn() {
    NetworkChoice choice =
        with(
            (address, port) ->
                address.getHostAddress().equals("127.20.0.13") && port == 8079
                    ? Ports.State.TAKEN
                    : Ports.State.FREE);
    assertThat(choice.choose(SPEC, Set.of()).number()).isEqualTo(21);
  }

  @Test
  void somebodyElsesBalancerOnPort80MovesOnEvenIf8080IsFree() {
    NetworkChoice choice =
        with(
            (address, port) ->
                address.getHostAddress().startsWith("127.20.") && port == 80
                    ? Ports.State.TAKEN
                    : Ports.State.FREE);
    assertThat(choice.choose(SPEC, Set.of()).number()).isEqualTo(21);
  }

  @Test
  void withoutThePrivilegeForPort80Or8080Does() {
    assertThat(
            with((a, port) -> port == 80 ? Ports.State.FORBIDDEN : Ports.State.FREE)
                .choose(SPEC, Set.of())
                .number())
        .isEqualTo(20);
    assertThat(
            with((a, port) -> port == 80 ? Ports.State.TAKEN : Ports.State.FREE)
                .choose(SPEC, Set.of())
                .number())
        .isEqualTo(20);
  }

  @Test
  void missingAddressesAreNamedWithTheOneCommandThatHelps() {
    assertThatThrownBy(() -> with((address, port) -> Ports.State.NO_ADDRESS).choose(SPEC, Set.of()))
        .hasMessage("this machine has no address 127.20.0.1")
        .asInstanceOf(InstanceOfAssertFactories.type(CellException.class))
        .extracting(CellException::nextStep)
        .isEqualTo(
            "add the addresses of the cell with: for i in 1 2 3 4 5 11 12 13 14;"
                + " do sudo ifconfig lo0 alias 127.20.0.$i up; done");
  }

  @Test
  void aPortTakenEverywhereIsNamedWithItsOwner() {
    assertThatThrownBy(
            () ->
                with((address, port) -> port == 2181 ? Ports.State.TAKEN : Ports.State.FREE)
                    .choose(SPEC, Set.of()))
        .hasMessage("port 2181 is taken on every address of this machine by pid 4711: other");
  }

  /** Not while a cell runs on this machine: it has the port on its own addresses. */
  private static void bind(ServerSocket socket, int port) throws IOException {
    try {
      socket.bind(new InetSocketAddress("0.0.0.0", port));
    } catch (BindException e) {
      Assumptions.abort("port " + port + " is in use: " + e.getMessage());
    }
  }

  @Test
  void aRealListenerOnAllAddressesIsFoundWithItsProcess() throws Exception {
    try (ServerSocket everywhere = new ServerSocket()) {
      bind(everywhere, 5051);
      assertThatThrownBy(() -> NetworkChoice.ofThisMachine(20).choose(SPEC, Set.of()))
          .hasMessageContaining("port 5051 is taken on every address of this machine")
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  void portsAreTriedForReal() throws Exception {
    InetAddress here = InetAddress.ofLiteral("127.131.7.9");
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(here, 0));
      assertThat(Ports.probe(here, taken.getLocalPort())).isEqualTo(Ports.State.TAKEN);
      taken.close();
      assertThat(Ports.probe(here, taken.getLocalPort())).isEqualTo(Ports.State.FREE);
    }
    assertThat(Ports.probe(InetAddress.ofLiteral("192.0.2.1"), 2181))
        .isEqualTo(Ports.State.NO_ADDRESS);
  }
}
