package io.cellos.backend.aws.template;

import io.cellos.model.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may come in from outside: a prefix list that is there already, or networks to make one of.
 *
 * @param prefixList such as {@code pl-0123abcd}; empty if there are networks
 * @param cidrs such as {@code 203.0.113.0/24}; empty if there is a prefix list
 */
public record AllowedNetworks(Optional<String> prefixList, List<String> cidrs) {
  private static final Pattern PREFIX_LIST = Pattern.compile("pl-[0-9a-f]+");
  private static final Pattern NETWORK =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!/)|(?=/))){4}/(3[0-2]|[12]?\\d)");

  public AllowedNetworks {
    cidrs = List.copyOf(cidrs);
  }

  /**
   * @throws InvalidInputException naming every part that is no network
   */
  public static AllowedNetworks parse(String text) {
    if (PREFIX_LIST.matcher(text.strip()).matches()) {
      return new AllowedNetworks(Optional.of(text.strip()), List.of());
    }
    List<String> cidrs = Arrays.stream(text.split(",")).map(String::strip).distinct().toList();
    List<String> problems = new ArrayList<>();
    for (String cidr : cidrs) {
      if (!NETWORK.matcher(cidr).matches()) {
        problems.add(
            "\""
                + cidr
                + "\" is not a network: write networks like 203.0.113.0/24 with commas between, or one prefix list, pl-...");
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new AllowedNetworks(Optional.empty(), cidrs);
  }
}
