package io.cellos.backend.aws.template;

import io.cellos.backend.Settings;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a user chose of how a cell is built. Empty where nobody chose: a new cell takes the
 * template's default then, a living one keeps what it has.
 *
 * @param image of the nodes, such as {@code ami-0123abcd}; {@code newest} when given as that, which
 *     goes back to the newest Amazon Linux 2023
 * @param instanceTypes by role, for roles where one was chosen
 * @param volumeSizes of root volumes in GiB, by role, for roles where one was chosen
 * @param spot whether the stateless body is made of Spot instances
 * @param nodeKeys whether nodes use access keys because there are no roles
 */
public record CellChoices(
    Optional<Architecture> architecture,
    Optional<String> image,
    Map<Role, String> instanceTypes,
    Map<Role, Integer> volumeSizes,
    Optional<Boolean> spot,
    Optional<Boolean> bastion,
    Optional<CellNetwork> network,
    Optional<String> zone,
    Optional<String> bucket,
    Optional<String> domain,
    Optional<AllowedNetworks> allowedNetworks,
    boolean nodeKeys) {
  static final String NEWEST = "newest";

  private static final Pattern IMAGE = Pattern.compile("ami-[0-9a-f]+|" + NEWEST);
  private static final Pattern INSTANCE_TYPE = Pattern.compile("[a-z][a-z0-9-]*\\.[a-z0-9-]+");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final int LEAST_VOLUME = 8;
  private static final int MOST_VOLUME = 16_384;

  public CellChoices {
    instanceTypes = Map.copyOf(instanceTypes);
    volumeSizes = Map.copyOf(volumeSizes);
  }

  /**
   * @throws InvalidInputException naming every setting that is wrong
   */
  public static CellChoices of(Settings settings) {
    Reader reader = new Reader(settings, new ArrayList<>());
    CellChoices choices =
        new CellChoices(
            reader.read("architecture", Architecture::parse),
            reader.read(
                "image", text -> matching(IMAGE, text, "an image: write ami-... or newest")),
            reader
                .read("instance-type", text -> PerRole.parse(text, CellChoices::instanceType))
                .orElse(Map.of()),
            reader
                .read("volume-size", text -> PerRole.parse(text, CellChoices::volumeSize))
                .orElse(Map.of()),
            reader.read("spot", CellChoices::onOrOff),
            reader.read("bastion", CellChoices::onOrOff),
            reader.read("cidr", CellNetwork::parse),
            settings.get("zone"),
            settings.get("bucket"),
            reader.read("domain", text -> matching(DOMAIN, text, "a domain such as cell.internal")),
            reader.read("allowed-networks", AllowedNetworks::parse),
            settings.get("keys-instead-of-roles").isPresent());
    if (choices.nodeKeys && choices.bucket.isPresent()) {
      reader.problems.add(
          "keys-instead-of-roles needs a bucket of the cell's own, because it needs a policy: leave out bucket");
    }
    if (!reader.problems.isEmpty()) {
      throw new InvalidInputException(reader.problems);
    }
    return choices;
  }

  private record Reader(Settings settings, List<String> problems) {
    <T> Optional<T> read(String key, Function<String, T> parse) {
      try {
        return settings.get(key).map(parse);
      } catch (InvalidInputException e) {
        e.problems().forEach(problem -> problems.add(key + ": " + problem));
        return Optional.empty();
      }
    }
  }

  private static String matching(Pattern pattern, String text, String what) {
    if (!pattern.matcher(text).matches()) {
      throw new InvalidInputException("\"" + text + "\" is not " + what);
    }
    return text;
  }

  private static String instanceType(String text) {
    return matching(INSTANCE_TYPE, text, "an instance type such as t3.small");
  }

  private static int volumeSize(String text) {
    int size = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    if (size < LEAST_VOLUME || size > MOST_VOLUME) {
      throw new InvalidInputException(
          "\"" + text + "\" is not a volume's size: choose 8 to 16384 (GiB)");
    }
    return size;
  }

  private static boolean onOrOff(String text) {
    return switch (text) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw new InvalidInputException("\"" + text + "\" is not true or false");
    };
  }
}
