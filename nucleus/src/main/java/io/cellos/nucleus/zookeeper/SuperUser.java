package io.cellos.nucleus.zookeeper;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The right to reconfigure one run of one ZooKeeper server. The password is made anew for every
 * start and lives only in this program's memory; ZooKeeper learns its digest over the child's
 * standard input, so neither stands in a file, on a command line or in a log.
 */
public record SuperUser(String password) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public static SuperUser random() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return new SuperUser(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** For {@code ZooKeeper.addAuthInfo} with scheme {@code digest}. */
  byte[] authInfo() {
    return ("super:" + password).getBytes(StandardCharsets.UTF_8);
  }

  /** What ZooKeeper's {@code DigestAuthenticationProvider.superDigest} wants. */
  String digest() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(authInfo());
      return "super:" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  @Override
  public String toString() {
    return "SuperUser";
  }
}
