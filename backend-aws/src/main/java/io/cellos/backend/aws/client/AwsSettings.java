package io.cellos.backend.aws.client;

import io.cellos.backend.Settings;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;

/**
 * Where cells are on AWS, and who asks.
 *
 * @param chosen all that the user chose, for the parts that read more of it
 * @param region where the cells are; each command works in one region
 * @param profile of the AWS configuration; empty for the default credentials chain
 * @param home of this program's own files, {@code ~/.cellos}; absolute
 */
public record AwsSettings(Settings chosen, Region region, Optional<String> profile, Path home) {
  /** Every setting that cells on EC2 have. */
  public static final Set<String> KEYS =
      Set.of(
          "region",
          "profile",
          "zone",
          "bucket",
          "domain",
          "cidr",
          "key-pair",
          "architecture",
          "image",
          "instance-type",
          "volume-size",
          "spot",
          "bastion",
          "allowed-networks",
          "keys-instead-of-roles",
          "no-rollback",
          "ssh-user",
          "ssh-port",
          "ssh-timeout",
          "ssh-options");

  /**
   * Reads the settings. The region is what was chosen (argument, cell file, {@code AWS_REGION},
   * {@code AWS_DEFAULT_REGION}, settings file), else the profile's.
   *
   * @throws InvalidInputException naming every setting that is wrong
   * @throws CellException if there is no region
   */
  public static AwsSettings of(Settings chosen) {
    List<String> problems = new ArrayList<>();
    Optional<String> profile = chosen.get("profile");
    chosen
        .get("region")
        .filter(region -> !region.matches("[a-z]{2}(-[a-z]+)+-\\d"))
        .ifPresent(r -> problems.add("\"" + r + "\" is not a region such as eu-west-1"));
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    String home = chosen.get("home").orElse(System.getProperty("user.home") + "/.cellos");
    return new AwsSettings(
        chosen,
        chosen.get("region").map(Region::of).orElseGet(profileRegion(profile)),
        profile,
        Path.of(home).toAbsolutePath().normalize());
  }

  private static Supplier<Region> profileRegion(Optional<String> profile) {
    return () -> {
      String name = profile.orElseGet(ProfileFileSystemSetting.AWS_PROFILE::getStringValueOrThrow);
      try {
        return new AwsProfileRegionProvider(null, name).getRegion();
      } catch (SdkClientException e) {
        throw new CellException(
            ExitCode.WRONG_USAGE,
            "no AWS region is chosen",
            "say which: --region eu-west-1, or AWS_REGION=eu-west-1, or region = eu-west-1 in the settings file",
            e);
      }
    };
  }
}
