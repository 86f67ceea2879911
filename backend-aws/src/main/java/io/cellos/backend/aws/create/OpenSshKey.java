package io.cellos.backend.aws.create;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * An Ed25519 key in the file format of OpenSSH, which is older than OpenSSH's understanding of the
 * JDK's formats.
 *
 * @param file the private key as OpenSSH reads it; never to be shown
 * @param publicKey one line, {@code ssh-ed25519 AAAA…}
 */
record OpenSshKey(String file, String publicKey) {
  private static final String TYPE = "ssh-ed25519";
  private static final String MAGIC = "openssh-key-v1\0";
  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
  private static final String END = "\n-----END OPENSSH PRIVATE KEY-----\n";
  private static final int BYTES = 32;
  private static final int BLOCK = 8;
  private static final int LINE = 70;

  static OpenSshKey generate(String comment) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded(); // ends with the key itself
      byte[] publicBytes = Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      return of(publicBytes, seed, comment);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OpenSshKey of(byte[] publicBytes, byte[] seed, String comment) {
    byte[] publicBlob = joined(bytes(TYPE), publicBytes);
    byte[] both = new byte[2 * BYTES];
    System.arraycopy(seed, 0, both, 0, BYTES);
    System.arraycopy(publicBytes, 0, both, BYTES, BYTES);
    int check = new SecureRandom().nextInt();
    byte[] secret =
        padded(
            ByteBuffer.allocate(2 * Integer.BYTES).putInt(check).putInt(check).array(),
            joined(bytes(TYPE), publicBytes, both, bytes(comment)));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(bytes(MAGIC));
    file.writeBytes(joined(bytes("none"), bytes("none"), new byte[0]));
    file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(1).array());
    file.writeBytes(joined(publicBlob, secret));
    return new OpenSshKey(
        BEGIN
            + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(file.toByteArray())
            + END,
        line(publicBlob));
  }

  /** The public key in a private key's file; empty if the file is not of this format. */
  static Optional<String> publicKeyIn(String file) {
    if (!file.startsWith(BEGIN)) {
      return Optional.empty();
    }
    try {
      String text = file.substring(BEGIN.length(), file.indexOf(END.strip()));
      ByteBuffer content = ByteBuffer.wrap(Base64.getMimeDecoder().decode(text));
      content.position(MAGIC.length());
      next(content); // cipher
      next(content); // key derivation
      next(content); // its options
      content.getInt(); // one key
      return Optional.of(line(next(content)));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static byte[] next(ByteBuffer content) {
    byte[] value = new byte[content.getInt()];
    content.get(value);
    return value;
  }

  private static String line(byte[] publicBlob) {
    return TYPE + " " + Base64.getEncoder().encodeToString(publicBlob);
  }

  /** Each with its length in front. */
  private static byte[] joined(byte[]... values) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(all)) {
      for (byte[] value : values) {
        out.writeInt(value.length);
        out.write(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  private static byte[] padded(byte[] first, byte[] second) {
    int length = first.length + second.length;
    int padding = (BLOCK - length % BLOCK) % BLOCK;
    ByteBuffer all = ByteBuffer.allocate(length + padding).put(first).put(second);
    for (int i = 1; i <= padding; i++) {
      all.put((byte) i);
    }
    return all.array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Without the private key. */
  @Override
  public String toString() {
    return publicKey;
  }
}
