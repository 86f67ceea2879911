package io.cellos.backend.aws.create;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a cell costs an hour.
 *
 * @param items a line each
 * @param perHour the sum of what is known
 * @param unknown what the sum lacks
 */
record Bill(List<String> items, BigDecimal perHour, List<String> unknown) {
  private static final BigDecimal HOURS_OF_MONTH = BigDecimal.valueOf(730); // as AWS bills disks
  private static final BigDecimal HOURS_OF_30_DAYS = BigDecimal.valueOf(30L * 24);

  static Bill of(Blueprint blueprint, Prices.Region prices) {
    Adding bill = new Adding();
    int gib = 0;
    for (Blueprint.Group group : blueprint.groups()) {
      gib += group.size() * group.volume();
      if (group.size() > 0) {
        bill.add(
            "%d x %s (%s%s)"
                .formatted(
                    group.size(), group.type(), group.role(), group.spot() ? ", Spot is less" : ""),
            prices.types().get(group.type()),
            group.size());
      }
    }
    bill.add(gib + " GiB of disks", perHour(prices.diskGibMonth()), gib);
    int balancers = blueprint.count(Blueprint.BALANCER);
    bill.add(balancers + " Network Load Balancers", prices.balancerHour(), balancers);
    int gateways = blueprint.count(Blueprint.NAT);
    bill.add(gateways + " NAT gateway", prices.natHour(), gateways);
    int addresses = blueprint.publicAddresses();
    bill.add(addresses + " public IPv4 addresses", prices.addressHour(), addresses);
    return new Bill(bill.items, bill.sum, bill.unknown);
  }

  private static BigDecimal perHour(BigDecimal perMonth) {
    return perMonth == null ? null : perMonth.divide(HOURS_OF_MONTH, 8, RoundingMode.HALF_UP);
  }

  BigDecimal per30Days() {
    return perHour.multiply(HOURS_OF_30_DAYS);
  }

  private static final class Adding {
    private final List<String> items = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private BigDecimal sum = BigDecimal.ZERO;

    void add(String what, BigDecimal each, int number) {
      if (number == 0) {
        return;
      }
      if (each == null) {
        items.add(what + ": price unknown");
        unknown.add(what);
        return;
      }
      BigDecimal all = each.multiply(BigDecimal.valueOf(number));
      items.add(String.format(Locale.ROOT, "%s: $%.4f an hour", what, all));
      sum = sum.add(all);
    }
  }
}
