package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.Message;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of broken messages nothing but a WireException may come, whatever is broken of them. */
class FuzzTest {
  private static final int ROUNDS = 20_000;

  @ParameterizedTest
  @EnumSource
  void brokenMessages(Wire wire) {
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS; i++) {
      Message sample = Samples.all().get(random.nextInt(Samples.all().size()));
      byte[] broken = broken(wire.write(sample), random);
      Message.Builder into = sample.newBuilderForType();
      try {
        wire.read(broken, into);
        Message read = into.build();
        wire.write(read);
        Resources.of(resources(read));
        ResourceFormat.upgrade(read);
      } catch (WireException expected) {
        // that is how it shall be
      } catch (RuntimeException e) {
        fail("round " + i + " " + new String(broken, StandardCharsets.UTF_8), e);
      }
    }
  }

  private static List<Resource> resources(Message message) {
    return message instanceof Call call && call.getAccept().getOperationsCount() > 0
        ? call.getAccept().getOperations(0).getLaunch().getTaskInfosList().stream()
            .map(TaskInfo::getResourcesList)
            .findFirst()
            .orElse(List.of())
        : List.of();
  }

  @Test
  void brokenStreams() throws IOException {
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] one = RecordIo.frame(Wire.JSON.write(Samples.update()));
      byte[] two = Arrays.copyOf(one, one.length * 2);
      System.arraycopy(one, 0, two, one.length, one.length);
      RecordIo.Reader reader =
          new RecordIo.Reader(new ByteArrayInputStream(broken(two, random)), 1 << 20);
      try {
        byte[] record = reader.next();
        while (record != null) {
          record = reader.next();
        }
      } catch (WireException | EOFException expected) {
        // that is how it shall be
      }
    }
  }

  @Test
  void brokenFlags() {
    String flag = "cpus:2;mem(role):1024.5;ports:[8081-32000,80-80];zones:{a,b}";
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] text = broken(flag.getBytes(StandardCharsets.UTF_8), random);
      try {
        Resources.parse(new String(text, StandardCharsets.UTF_8));
        Attributes.parse(new String(text, StandardCharsets.UTF_8));
      } catch (WireException expected) {
        // that is how it shall be
      }
    }
  }

  /** Bytes changed, cut out, doubled or cut off, once to four times. */
  private static byte[] broken(byte[] whole, Random random) {
    byte[] broken = whole.clone();
    for (int n = 1 + random.nextInt(4); n > 0 && broken.length > 0; n--) {
      int at = random.nextInt(broken.length);
      int length = Math.min(1 + random.nextInt(16), broken.length - at);
      switch (random.nextInt(5)) {
        case 0 -> broken[at] = (byte) random.nextInt(256);
        case 1 -> broken[at] = (byte) "{}[]\",:0-9e.tn\\;()".charAt(random.nextInt(18));
        case 2 -> broken = joined(broken, at, at + length);
        case 3 -> broken = joined(broken, at + length, at);
        default -> broken = Arrays.copyOf(broken, at);
      }
    }
    return broken;
  }

  /** What is up to one place, then what is from another one on. */
  private static byte[] joined(byte[] bytes, int to, int from) {
    byte[] joined = Arrays.copyOf(bytes, to + bytes.length - from);
    System.arraycopy(bytes, from, joined, to, bytes.length - from);
    return joined;
  }
}
