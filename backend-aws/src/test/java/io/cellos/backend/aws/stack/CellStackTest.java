package io.cellos.backend.aws.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.testing.MotoClients;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.testing.Moto;
import io.cellos.model.CellName;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On moto as it is published: finding stacks needs nothing that it lacks. */
class CellStackTest {
  private static Moto moto;
  private static AwsClients clients;

  @BeforeAll
  static void start(@TempDir Path directory) {
    moto = Moto.plain(directory);
    clients = MotoClients.of(moto);
    Stacks stacks = new Stacks(clients);
    stacks.createTiny("mine", Map.of("cell", "mine", "cell-os", "2.0.0"));
    stacks.createTiny("foreign", Map.of("owner", "somebody"));
    stacks.createTiny("UPPER", Map.of("cell", "UPPER"));
    IntStream.range(0, 60).forEach(i -> stacks.createTiny("c" + i, Map.of("cell", "c" + i)));
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      clients.close();
      moto.close();
    }
  }

  @Test
  void isFoundByNameAndTag() {
    CellStack stack = CellStack.existing(clients, CellName.parse("mine"));
    assertThat(stack.id()).startsWith("arn:aws:cloudformation:us-east-1:").contains("/mine/");
    assertThat(stack.phase()).isEqualTo(StackPhase.READY);
    assertThat(stack.version()).contains("2.0.0");
    assertThat(stack.created()).isNotNull();
    assertThat(CellStack.byId(clients, stack.id())).contains(stack);
  }

  @Test
  void thatThereIsNoneIsNoFailure() {
    CellName none = CellName.parse("none");
    assertThat(CellStack.find(clients, none)).isEmpty();
    assertThatThrownBy(() -> CellStack.existing(clients, none))
        .isInstanceOfSatisfying(
            CellException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_SUCH_CELL))
        .hasMessage("there is no cell none in us-east-1");
  }

  @Test
  void somebodyElsesStackIsRefused() {
    assertThatThrownBy(() -> CellStack.find(clients, CellName.parse("foreign")))
        .isInstanceOf(CellException.class)
        .hasMessage("stack foreign is not a cell's: it has no tag cell=foreign");
  }

  @Test
  void allCellsAreListedOverManyPages() {
    assertThat(CellStack.all(clients))
        .extracting(stack -> stack.cell().value())
        .hasSize(61)
        .contains("mine", "c0", "c59")
        .doesNotContain("foreign", "UPPER");
  }
}
