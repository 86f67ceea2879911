package io.cellos.mesos.agent.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CheckStatusInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether something takes connections on a port. */
record TcpProbe(List<InetAddress> addresses, int port) implements Probe {
  private static final Logger LOG = LoggerFactory.getLogger(TcpProbe.class);

  @Override
  public CheckStatusInfo look() {
    return CheckStatusInfo.newBuilder()
        .setType(CheckInfo.Type.TCP)
        .setTcp(
            CheckStatusInfo.Tcp.newBuilder().setSucceeded(addresses.stream().anyMatch(this::takes)))
        .build();
  }

  private boolean takes(InetAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port));
      return true;
    } catch (IOException e) {
      LOG.debug("{}:{} takes no connection: {}", address, port, e.toString());
      return false;
    }
  }
}
