package io.cellos.cli.command;

import io.cellos.backend.Settings;
import io.cellos.cli.settings.Key;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a cell on EC2 is to be made of; the help shows it apart. */
public final class Ec2Options {
  @ArgGroup(validate = false, heading = "%nOn EC2:%n")
  Values given = new Values();

  /** The options themselves; null or false where not given. */
  static final class Values {
    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "The availability zone (usually the first that has the instance types).")
    String zone;

    @Option(
        names = "--bucket",
        paramLabel = "BUCKET",
        description = "A bucket of yours for the shared store; never deleted (usually one made).")
    String bucket;

    @Option(
        names = "--domain",
        paramLabel = "DOMAIN",
        description = "Names of the gateway end in gw.NAME.DOMAIN (usually cell.internal).")
    String domain;

    @Option(
        names = "--cidr",
        paramLabel = "CIDR",
        description = "The network of the cell (usually 10.0.0.0/16).")
    String cidr;

    @Option(
        names = "--key-pair",
        paramLabel = "KEY",
        description = "An EC2 key pair of yours for ssh (usually one made).")
    String keyPair;

    @Option(
        names = "--architecture",
        paramLabel = "WORD",
        description = "x86_64 or arm64 (usually that of the instance types).")
    String architecture;

    @Option(
        names = "--instance-type",
        paramLabel = "TYPE|ROLE=TYPE",
        description = "The instance type of all groups, or of one; may be repeated.")
    List<String> instanceTypes;

    @Option(
        names = "--volume-size",
        paramLabel = "GIB|ROLE=GIB",
        description = "The size of the disk of all nodes, or of one group's; may be repeated.")
    List<String> volumeSizes;

    @Option(names = "--spot", description = "Spot instances for the stateless body.")
    boolean spot;

    @Option(names = "--bastion", description = "A bastion host to ssh through.")
    boolean bastion;

    @Option(
        names = "--allow",
        paramLabel = "CIDR[,CIDR]",
        description = "Networks that may reach the gateway and the bastion; may be repeated.")
    List<String> allowed;

    @Option(
        names = "--image",
        paramLabel = "AMI",
        description = "The image of the nodes, such as one of cell bake (usually Amazon Linux).")
    String image;

    @Option(
        names = "--keys-instead-of-roles",
        paramLabel = "PROFILE",
        description = "For accounts that may not create roles: nodes use this profile's keys.")
    String keys;

    @Option(
        names = "--no-rollback",
        description = "Keep the pieces if the creation fails, to look at them.")
    boolean noRollback;
  }

  /** Only what was given. */
  Settings settings() {
    Map<String, String> values = new TreeMap<>();
    CommonOptions.put(values, Key.ZONE, given.zone);
    CommonOptions.put(values, Key.BUCKET, given.bucket);
    CommonOptions.put(values, Key.DOMAIN, given.domain);
    CommonOptions.put(values, Key.CIDR, given.cidr);
    CommonOptions.put(values, Key.KEY_PAIR, given.keyPair);
    CommonOptions.put(values, Key.ARCHITECTURE, given.architecture);
    CommonOptions.put(values, Key.INSTANCE_TYPE, joined(given.instanceTypes));
    CommonOptions.put(values, Key.VOLUME_SIZE, joined(given.volumeSizes));
    CommonOptions.put(values, Key.SPOT, word(given.spot));
    CommonOptions.put(values, Key.BASTION, word(given.bastion));
    CommonOptions.put(values, Key.ALLOWED_NETWORKS, joined(given.allowed));
    CommonOptions.put(values, Key.IMAGE, given.image);
    CommonOptions.put(values, Key.KEYS_INSTEAD_OF_ROLES, given.keys);
    CommonOptions.put(values, Key.NO_ROLLBACK, word(given.noRollback));
    return new Settings(values);
  }

  private static String joined(List<String> parts) {
    return parts == null ? null : String.join(",", parts);
  }

  /** A switch that was not given leaves it to the files. */
  private static String word(boolean on) {
    return on ? "true" : null;
  }
}
