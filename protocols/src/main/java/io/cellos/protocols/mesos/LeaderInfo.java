package io.cellos.protocols.mesos;

import java.net.URI;
import org.apache.mesos.v1.Protos.MasterInfo;

/**
 * A master as it is written below {@code /mesos} in ZooKeeper, in the nodes {@code
 * json.info_NNNNNNNNNN}: MasterInfo as JSON.
 *
 * @param host its address, or its name if it gives no address
 */
public record LeaderInfo(String id, String host, int port) {

  /**
   * @throws WireException if it is no MasterInfo
   */
  public static LeaderInfo read(byte[] json) throws WireException {
    MasterInfo.Builder info = MasterInfo.newBuilder();
    ProtoJson.merge(json, info);
    return of(info.build());
  }

  public static LeaderInfo of(MasterInfo info) {
    String host =
        info.getAddress().hasIp()
            ? info.getAddress().getIp()
            : info.getAddress().hasHostname() ? info.getAddress().getHostname() : dotted(info);
    return new LeaderInfo(
        info.getId(), host, info.hasAddress() ? info.getAddress().getPort() : info.getPort());
  }

  /** The field ip is the four bytes of the address, the first one lowest. */
  private static String dotted(MasterInfo info) {
    int ip = info.getIp();
    return (ip & 0xff) + "." + (ip >> 8 & 0xff) + "." + (ip >> 16 & 0xff) + "." + (ip >>> 24);
  }

  public URI uri() {
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }
}
