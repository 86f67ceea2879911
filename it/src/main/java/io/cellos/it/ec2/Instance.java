package io.cellos.it.ec2;

/**
 * What the endpoint says of an instance that it has launched; its JSON is how the metadata program
 * tells those who make machines.
 *
 * @param publicIp null where it has none
 * @param publicKey of the key pair, in OpenSSH's notation; null where it has none
 * @param userData as it was given, decoded
 */
record Instance(
    String id,
    String zone,
    String type,
    String privateIp,
    String publicIp,
    String publicKey,
    String userData) {}
