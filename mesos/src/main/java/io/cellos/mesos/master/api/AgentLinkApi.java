package io.cellos.mesos.master.api;

import io.cellos.base.http.ClientConnection;
import io.cellos.base.http.Outbox;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.mesos.link.LinkCodec;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.mesos.master.core.MasterEvent;
import io.cellos.mesos.master.loop.MasterLoop;
import io.cellos.mesos.master.loop.Streams;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.WireException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where agents come to: {@code /cell-os/agent/link} with a registration opens a link, whose answer
 * is what the master says; what the agent says later goes to {@code /cell-os/agent/calls}.
 */
final class AgentLinkApi {
  static final HeaderName LINK = HeaderNames.create("Link-Id");
  private static final String TYPE = "application/x-cell-os-link";
  private static final int MOST_BYTES = 64 << 20;

  private final Site site;
  private final Duration heartbeat;

  AgentLinkApi(Site site, Duration heartbeat) {
    this.site = site;
    this.heartbeat = heartbeat;
  }

  void link(Exchange exchange) throws IOException, InterruptedException {
    Leadership.Leading leading = site.leading(exchange).orElse(null);
    if (leading == null) {
      return;
    }
    exchange.allow("POST");
    List<ToMaster> said = read(exchange);
    if (said.size() != 1 || !(said.getFirst() instanceof ToMaster.Register register)) {
      throw Refusal.malformed("A link begins with one registration");
    }
    ClientConnection connection = ClientConnection.current();
    String id = UUID.randomUUID().toString();
    Outbox<byte[]> outbox =
        new Outbox<>(
            "agent at " + register.agent().getHostname() + ":" + register.agent().getPort(),
            message -> message.length,
            Feed.MOST_BYTES,
            connection::close);
    MasterLoop loop = leading.loop();
    Streams<byte[]> streams = loop.clients().agents();
    streams.open(id, outbox);
    try {
      loop.submit(new MasterEvent.AgentJoined(id, register));
      exchange.response().header(LINK, id).header(HeaderNames.CONTENT_TYPE, TYPE);
      new Feed<>(
              outbox,
              message -> message,
              message -> true,
              LinkCodec.write(new ToAgent.Heartbeat()),
              heartbeat)
          .write(connection, exchange.response());
    } finally {
      streams.remove(id);
      if (!outbox.isFinished()) {
        loop.submit(new MasterEvent.AgentGone(id));
      }
    }
  }

  void calls(Exchange exchange) throws IOException, InterruptedException {
    Leadership.Leading leading = site.leading(exchange).orElse(null);
    if (leading == null) {
      return;
    }
    exchange.allow("POST");
    String id =
        exchange
            .header(LINK)
            .orElseThrow(() -> Refusal.malformed("Expecting 'Link-Id' to be present"));
    List<ToMaster> said = read(exchange);
    if (!leading.loop().clients().agents().isOpen(id)) {
      throw new Refusal(Status.NOT_FOUND_404, "No such link");
    }
    for (ToMaster message : said) {
      leading.loop().submit(new MasterEvent.AgentSaid(id, message));
    }
    exchange.text(Status.ACCEPTED_202, "");
  }

  private static List<ToMaster> read(Exchange exchange) throws IOException {
    RecordIo.Reader records =
        new RecordIo.Reader(new ByteArrayInputStream(exchange.body()), MOST_BYTES);
    List<ToMaster> said = new ArrayList<>();
    try {
      for (byte[] next = records.next(); next != null; next = records.next()) {
        said.add(LinkCodec.toMaster(next));
      }
    } catch (WireException | EOFException e) {
      throw Refusal.malformed(e.getMessage());
    }
    return said;
  }
}
