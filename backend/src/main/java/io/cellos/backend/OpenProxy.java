package io.cellos.backend;

/** A SOCKS5 proxy that serves until it is closed. */
public interface OpenProxy extends AutoCloseable {
  /** The port on localhost. */
  int port();

  @Override
  void close();
}
