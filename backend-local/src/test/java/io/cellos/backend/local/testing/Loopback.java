package io.cellos.backend.local.testing;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;

/** Addresses that nobody else uses, so that fixed ports are free on them. */
public final class Loopback {
  private Loopback() {}

  /** An address of a random network that no cell has. */
  public static InetAddress random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return InetAddress.ofLiteral(
        "127.%d.%d.%d"
            .formatted(random.nextInt(100, 250), random.nextInt(1, 250), random.nextInt(2, 250)));
  }
}
