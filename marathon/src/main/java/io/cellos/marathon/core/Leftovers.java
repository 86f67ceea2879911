package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.mesos.v1.Protos.Offer;

/** Finds reservations and volumes on offers that no instance needs any more. */
@FunctionalInterface
interface Leftovers {
  /**
   * @param operations that give back what is left over; perhaps none
   * @param rest the offer without it
   */
  record Cleaned(List<Offer.Operation> operations, Offer rest) {}

  Cleaned clean(Offer offer, Function<InstanceId, Optional<Instance>> known);
}
