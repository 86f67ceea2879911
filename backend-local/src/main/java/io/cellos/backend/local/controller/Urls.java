package io.cellos.backend.local.controller;

import java.net.InetAddress;

/** Addresses of pages. */
final class Urls {
  private Urls() {}

  /** Without the port where it is 80. */
  static String of(InetAddress address, int port) {
    return "http://" + address.getHostAddress() + (port == 80 ? "" : ":" + port);
  }
}
