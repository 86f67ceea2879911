package io.cellos.protocols.mesos;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.apache.mesos.v1.agent.Protos;

/** The operator API of a master or an agent, and the classic endpoints. */
public final class OperatorClient {
  private static final String PATH = "/api/v1";

  private final Endpoint endpoint;
  private final Wire wire;

  public OperatorClient(Endpoint endpoint, Wire wire) {
    this.endpoint = endpoint;
    this.wire = wire;
  }

  /**
   * Asks a master.
   *
   * @throws CallRefusedException if it says no
   */
  public org.apache.mesos.v1.master.Protos.Response call(
      org.apache.mesos.v1.master.Protos.Call call) throws IOException {
    return send(call, call.getType(), org.apache.mesos.v1.master.Protos.Response.newBuilder())
        .build();
  }

  /**
   * Asks an agent.
   *
   * @throws CallRefusedException if it says no
   */
  public Protos.Response call(Protos.Call call) throws IOException {
    return send(call, call.getType(), Protos.Response.newBuilder()).build();
  }

  private <B extends Message.Builder> B send(Message call, Enum<?> type, B answer)
      throws IOException {
    byte[] body =
        endpoint.send(endpoint.post(PATH, wire, wire.write(call)), type.name()).http().body();
    if (body.length > 0) { // calls that change something answer without a body
      wire.read(body, answer);
    }
    return answer;
  }

  /**
   * A classic endpoint.
   *
   * @param path such as {@code /state}
   */
  public JsonNode get(String path) throws IOException {
    byte[] body = endpoint.send(endpoint.get(path), "GET").http().body();
    try {
      return Json.tree(body);
    } catch (UncheckedIOException e) {
      throw new IOException(endpoint.uri().resolve(path) + " does not answer JSON", e);
    }
  }

  /**
   * Where the leading master is, as any master says; empty while none leads.
   *
   * @throws IOException if nobody answers
   */
  public Optional<URI> leader() throws IOException {
    HttpAnswer answer = HttpCalls.send(endpoint.get("/redirect"), endpoint.way());
    return answer
        .header("location")
        .filter(location -> answer.status() == 307)
        .map(location -> URI.create("http://" + URI.create(location).getRawAuthority()));
  }
}
