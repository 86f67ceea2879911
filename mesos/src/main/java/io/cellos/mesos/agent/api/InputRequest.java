package io.cellos.mesos.agent.api;

import io.cellos.mesos.agent.launch.SessionInput;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Wire;
import io.cellos.protocols.mesos.WireException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.agent.Protos.Call;
import org.apache.mesos.v1.agent.Protos.ProcessIO;

/** ATTACH_CONTAINER_INPUT: a stream of calls, the first of which names the container. */
record InputRequest(RecordIo.Reader records, Wire wire, ContainerID container) {
  private static final int MOST_BYTES = 4 << 20;

  static InputRequest begin(Exchange exchange) throws IOException {
    exchange.response().header(HeaderNames.CONNECTION, "close"); // of the rest nothing is read
    Wire wire =
        Wire.of(exchange.header(OutputAnswer.MESSAGE_TYPE).orElse(""))
            .orElseThrow(
                () ->
                    new Refusal(
                        Status.UNSUPPORTED_MEDIA_TYPE_415,
                        "Expecting 'Message-Content-Type' to be JSON or protobuf"));
    RecordIo.Reader records = new RecordIo.Reader(exchange.input(), MOST_BYTES);
    Call.AttachContainerInput first =
        next(records, wire)
            .filter(call -> call.getType() == Call.AttachContainerInput.Type.CONTAINER_ID)
            .orElseThrow(() -> Refusal.malformed("Expecting 'container_id' in the first message"));
    return new InputRequest(records, wire, first.getContainerId());
  }

  /** Returns when nothing more comes, or is read. */
  void passTo(SessionInput input) throws IOException, InterruptedException {
    boolean reads = true;
    while (reads) {
      Optional<Call.AttachContainerInput> next = next(records, wire);
      reads = next.isPresent() && pass(next.get().getProcessIo(), input);
    }
  }

  /** Returns whether more may come. */
  private static boolean pass(ProcessIO io, SessionInput to) throws InterruptedException {
    if (io.getType() != ProcessIO.Type.DATA) {
      return true; // heartbeats, and the sizes of terminals that there are none of
    }
    byte[] data = io.getData().getData().toByteArray();
    if (data.length == 0) {
      to.end();
    }
    return data.length > 0 && to.write(data);
  }

  private static Optional<Call.AttachContainerInput> next(RecordIo.Reader records, Wire wire)
      throws IOException {
    byte[] record = records.next();
    if (record == null) {
      return Optional.empty();
    }
    Call.Builder call = Call.newBuilder();
    try {
      wire.read(record, call);
    } catch (WireException e) {
      throw Refusal.malformed(e.getMessage());
    }
    if (call.getType() != Call.Type.ATTACH_CONTAINER_INPUT) {
      throw Refusal.malformed("Expecting 'type' of each message to be ATTACH_CONTAINER_INPUT");
    }
    return Optional.of(call.getAttachContainerInput());
  }
}
