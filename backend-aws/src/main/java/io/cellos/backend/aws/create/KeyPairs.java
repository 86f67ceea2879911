package io.cellos.backend.aws.create;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import io.cellos.base.files.AtomicFiles;
import io.cellos.model.CellName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * The key pair for ssh to a cell's nodes. The private key is made here and never leaves this
 * machine; EC2 is given the public one. The file is written first, so that whatever interrupts a
 * create, a key in EC2 always has its file.
 */
public final class KeyPairs {
  private final AwsClients clients;
  private final CellName cell;
  private final Optional<String> given;

  public KeyPairs(AwsClients clients, CellName cell) {
    this.clients = clients;
    this.cell = cell;
    this.given = clients.settings().chosen().get("key-pair");
  }

  /** The name in EC2: the user's own if one was chosen. */
  public String name() {
    return given.orElseGet(this::ownName);
  }

  private String ownName() {
    return "cell-os--" + cell;
  }

  /** Where the private key of a pair that was made for the cell is. */
  public Path file() {
    return clients
        .settings()
        .home()
        .resolve("generated")
        .resolve(cell.value())
        .resolve(ownName() + ".pem");
  }

  /** What {@link #ensure} would do. */
  String plan() {
    return given.isPresent()
        ? "use key pair " + name()
        : "make or use key pair %s with %s".formatted(name(), file());
  }

  /** What keeps the pair from being used; nothing is changed. */
  Optional<String> problem() {
    Optional<KeyPairInfo> there = find(name());
    if (given.isPresent()) {
      return there.isPresent()
          ? Optional.empty()
          : Optional.of(
              "there is no key pair " + name() + " in EC2: choose another with --key-pair");
    }
    return there.flatMap(this::conflict);
  }

  private Optional<String> conflict(KeyPairInfo there) {
    if (!Files.exists(file())) {
      return Optional.of(
          ("EC2 has key pair %s and this machine has not its file %s: copy it from where the cell"
                  + " was made, or remove the pair: aws ec2 delete-key-pair --key-name %s")
              .formatted(name(), file(), name()));
    }
    String mine = publicKeyOfFile();
    return there.publicKey() == null || withoutComment(there.publicKey()).equals(mine)
        ? Optional.empty()
        : Optional.of(
            "key pair %s in EC2 is another one than that in %s: put the right file there, or remove the pair: aws ec2 delete-key-pair --key-name %s"
                .formatted(name(), file(), name()));
  }

  /**
   * Makes what is missing of the pair.
   *
   * @return its name
   */
  String ensure(Consumer<String> notice) {
    if (given.isPresent()) {
      return name();
    }
    Optional<KeyPairInfo> there = look(name());
    if (there.isEmpty()) {
      writeFile();
      if (importKey(publicKeyOfFile())) {
        notice.accept("key pair " + name() + " made, its file is " + file());
        return name();
      }
      there = look(name());
    }
    there
        .flatMap(this::conflict)
        .ifPresent(
            why -> {
              throw CellException.failed(why, "then run create again");
            });
    return name();
  }

  /**
   * Leaves a file that is there, of a create that was interrupted or that runs at the same time:
   * the link appears whole, and for one of two only.
   */
  private void writeFile() {
    Path part = file().resolveSibling("." + UUID.randomUUID());
    try {
      AtomicFiles.directory(file().getParent());
      if (Files.exists(file())) {
        return;
      }
      OpenSshKey key = OpenSshKey.generate(name());
      AtomicFiles.write(part, key.file().getBytes(StandardCharsets.UTF_8));
      try {
        Files.createLink(file(), part);
      } catch (FileAlreadyExistsException e) {
        return; // the other's is used
      } finally {
        Files.delete(part);
      }
    } catch (IOException e) {
      throw CellException.failed(
          "can't write the private key to " + file() + ": " + e.getMessage(),
          "check that the directory can be written and the disk is not full, or choose another place with CELLOS_HOME",
          e);
    }
  }

  private String publicKeyOfFile() {
    try {
      return OpenSshKey.publicKeyIn(Files.readString(file()))
          .orElseThrow(
              () ->
                  CellException.failed(
                      file() + " is not a private key that this program made",
                      "move it away, or name your own pair with --key-pair"));
    } catch (IOException e) {
      throw CellException.failed(
          "can't read the private key " + file() + ": " + e.getMessage(),
          "check its permissions",
          e);
    }
  }

  /**
   * @return false if another command was faster
   */
  private boolean importKey(String publicKey) {
    try {
      clients
          .ec2()
          .importKeyPair(
              b ->
                  b.keyName(name())
                      .publicKeyMaterial(SdkBytes.fromUtf8String(publicKey + " " + name()))
                      .tagSpecifications(CellTag.on(ResourceType.KEY_PAIR, cell)));
      return true;
    } catch (SdkException e) {
      if (AwsFailures.code(e).equals("InvalidKeyPair.Duplicate")) {
        return false;
      }
      throw AwsFailures.of("give EC2 the key pair " + name(), e);
    }
  }

  private Optional<KeyPairInfo> look(String pair) {
    return AwsFailures.explained("look for key pair " + pair, () -> find(pair));
  }

  private Optional<KeyPairInfo> find(String pair) {
    try {
      return clients
          .ec2()
          .describeKeyPairs(b -> b.keyNames(pair).includePublicKey(true))
          .keyPairs()
          .stream()
          .findFirst();
    } catch (SdkException e) {
      if (AwsFailures.code(e).equals("InvalidKeyPair.NotFound")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String withoutComment(String publicKey) {
    String[] words = publicKey.strip().split("\\s+");
    return words.length < 2 ? publicKey : words[0] + " " + words[1];
  }

  /**
   * Removes the pair that was made for the cell from EC2 and its file from this machine, whatever
   * is chosen now. A pair of the user's own is left alone.
   *
   * @return whether there was anything to remove
   */
  public boolean delete() {
    Optional<KeyPairInfo> there = look(ownName());
    there.ifPresent(
        pair ->
            AwsFailures.explained(
                "delete key pair " + ownName(),
                () -> clients.ec2().deleteKeyPair(b -> b.keyName(ownName()))));
    try {
      return Files.deleteIfExists(file()) || there.isPresent();
    } catch (IOException e) {
      throw CellException.failed(
          "can't remove " + file() + ": " + e.getMessage(), "remove it yourself", e);
    }
  }
}
