package io.cellos.mesos.master;

import io.cellos.mesos.master.api.Site;
import io.cellos.protocols.mesos.Wire;
import io.cellos.protocols.mesos.WireException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.Address;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.Protos.MasterInfo.Capability;

/** What a master says of itself, and how others find that in ZooKeeper. */
final class Identity {
  private Identity() {}

  /** Of a master that has just been started; its id is new each time. */
  static MasterInfo of(MasterFlags flags, String id) {
    InetAddress ip = flags.advertisedIp();
    return MasterInfo.newBuilder()
        .setId(id)
        .setIp(number(ip))
        .setPort(flags.advertisedPort())
        .setPid("master@" + ip.getHostAddress() + ":" + flags.advertisedPort())
        .setHostname(flags.hostname())
        .setVersion(Site.VERSION)
        .setAddress(
            Address.newBuilder()
                .setHostname(flags.hostname())
                .setIp(ip.getHostAddress())
                .setPort(flags.advertisedPort()))
        .addAllCapabilities(
            Stream.of(Capability.Type.AGENT_UPDATE, Capability.Type.AGENT_DRAINING)
                .map(type -> Capability.newBuilder().setType(type).build())
                .toList())
        .build();
  }

  /** The address's four bytes in the order of the network, read as Mesos does on x86. */
  private static int number(InetAddress ip) {
    byte[] bytes = ip.getAddress();
    return bytes.length == Integer.BYTES
        ? ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt()
        : 0;
  }

  static byte[] write(MasterInfo info) {
    return Wire.JSON.write(info);
  }

  /** Nothing if the bytes are of no master. */
  static Optional<MasterInfo> read(byte[] json) {
    MasterInfo.Builder info = MasterInfo.newBuilder();
    try {
      Wire.JSON.read(json, info);
      return Optional.of(info.build());
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  /** Whether the bytes are of a master at the same address, but an earlier one. */
  static boolean isEarlier(MasterInfo self, byte[] json) {
    return read(json)
        .filter(other -> other.getIp() == self.getIp() && other.getPort() == self.getPort())
        .filter(other -> !other.getId().equals(self.getId()))
        .isPresent();
  }
}
