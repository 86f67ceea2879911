package io.cellos.mesos.agent.checkpoint;

import io.cellos.mesos.agent.core.Cause;
import io.cellos.mesos.agent.core.Entry;
import io.cellos.mesos.agent.core.Kind;
import io.cellos.mesos.agent.core.WaitStatus;
import io.cellos.mesos.link.PartReader;
import io.cellos.mesos.link.PartWriter;
import io.cellos.protocols.mesos.WireException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;

/** An entry is one byte for its type, then its parts. */
final class EntryCodec {
  private static final int UNKNOWN = -1;

  private EntryCodec() {}

  static byte[] write(Entry entry) {
    return switch (entry) {
      case Entry.Began e ->
          new PartWriter('B').text(e.kind().name()).part(e.framework()).part(e.executor()).bytes();
      case Entry.TaskAdded e ->
          new PartWriter('T').part(e.task()).part(e.container()).number(e.group()).bytes();
      case Entry.Delivered e -> new PartWriter('D').text(e.task()).bytes();
      case Entry.Updated e -> new PartWriter('U').part(e.status()).bytes();
      case Entry.Acknowledged e -> new PartWriter('A').text(e.task()).data(e.uuid()).bytes();
      case Entry.Killing e ->
          new PartWriter('K')
              .text(e.task())
              .text(e.cause().name())
              .text(e.begun().toString())
              .text(e.escalation().toString())
              .bytes();
      case Entry.FrameworkChanged e -> new PartWriter('F').part(e.framework()).bytes();
      case Entry.FrameworkGone e -> new PartWriter('G').bytes();
      case Entry.ExecutorEnded e ->
          new PartWriter('X').number(e.status().map(WaitStatus::raw).orElse(UNKNOWN)).bytes();
    };
  }

  /**
   * @throws WireException if the bytes are no entry
   */
  static Entry read(byte[] bytes) throws WireException {
    PartReader in = new PartReader(bytes);
    try {
      return switch (in.type()) {
        case 'B' ->
            new Entry.Began(
                Kind.valueOf(in.text()),
                in.part(FrameworkInfo.parser()),
                in.part(ExecutorInfo.parser()));
        case 'T' ->
            new Entry.TaskAdded(
                in.part(TaskInfo.parser()), in.part(ContainerID.parser()), in.number());
        case 'D' -> new Entry.Delivered(in.text());
        case 'U' -> new Entry.Updated(in.part(TaskStatus.parser()));
        case 'A' -> new Entry.Acknowledged(in.text(), in.data());
        case 'K' ->
            new Entry.Killing(
                in.text(),
                Cause.valueOf(in.text()),
                Instant.parse(in.text()),
                Instant.parse(in.text()));
        case 'F' -> new Entry.FrameworkChanged(in.part(FrameworkInfo.parser()));
        case 'G' -> new Entry.FrameworkGone();
        case 'X' -> new Entry.ExecutorEnded(status(in.number()));
        default -> throw new WireException("unknown entry of a journal: " + in.type());
      };
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new WireException("damaged entry of a journal", e);
    }
  }

  private static Optional<WaitStatus> status(int raw) {
    return raw == UNKNOWN ? Optional.empty() : Optional.of(new WaitStatus(raw));
  }
}
