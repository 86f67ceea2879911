package io.cellos.coordination.zookeeper;

/** One change of a {@link StateStore}. */
public sealed interface Change {
  /** The key below the store's root. */
  String key();

  /** The key has this value from now on. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Put(String key, byte[] value) implements Change {}

  /** There is no such key any more. */
  record Delete(String key) implements Change {}
}
