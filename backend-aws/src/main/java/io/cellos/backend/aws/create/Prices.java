package io.cellos.backend.aws.create;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * Approximate list prices, packed with the release.
 *
 * @param asOf the month they are of
 */
record Prices(String asOf, Map<String, Region> regions) {
  private static final String FILE = "/bundles/prices-aws.yaml";

  /**
   * One region's, in US dollars.
   *
   * @param balancerHour of a Network Load Balancer
   * @param natHour of a NAT gateway
   * @param addressHour of a public IPv4 address
   * @param diskGibMonth of gp3
   * @param types an hour of each instance type
   */
  record Region(
      BigDecimal balancerHour,
      BigDecimal natHour,
      BigDecimal addressHour,
      BigDecimal diskGibMonth,
      Map<String, BigDecimal> types) {}

  static Prices ofThisRelease() {
    try (InputStream file = Prices.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the program was built without " + FILE);
      }
      return new YAMLMapper().readValue(file, Prices.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Region> in(String region) {
    return Optional.ofNullable(regions.get(region));
  }
}
