package io.cellos.marathon.core.launch.resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Value;

/**
 * Chooses ports of an agent. Those that may be any are neighbours, from somewhere in what is
 * offered on: another place for each launch, so that a port that just became free is not another
 * app's at once, while load balancers still send the old one's requests there.
 */
public final class PortPicker {
  private final List<Value.Range> offered;
  private final Set<Integer> gone = new HashSet<>();
  private int range;
  private long next;
  private long triesLeft;

  private PortPicker(List<Value.Range> offered, long spread) {
    this.offered = offered;
    this.triesLeft = offered.stream().mapToLong(PortPicker::size).sum();
    startAt(triesLeft == 0 ? 0 : Math.floorMod(spread, triesLeft));
  }

  /**
   * @param wanted one for each port of the app: its number, 0 for any, empty if it needs none of
   *     the agent's ports
   * @param offered ranges, sorted and apart from each other
   * @param spread any number, which decides where to begin
   * @return the numbers in the same order; nothing if there are not enough
   */
  public static Optional<List<Optional<Integer>>> pick(
      List<Optional<Integer>> wanted, List<Value.Range> offered, long spread) {
    PortPicker picker = new PortPicker(offered, spread);
    wanted.forEach(port -> port.ifPresent(picker.gone::add));
    List<Optional<Integer>> picked = new ArrayList<>();
    for (Optional<Integer> port : wanted) {
      if (port.isEmpty()) {
        picked.add(port);
        continue;
      }
      Optional<Integer> found =
          port.get() == 0 ? picker.any() : port.filter(number -> contain(offered, number));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      picked.add(found);
    }
    return Optional.of(picked);
  }

  static boolean contain(List<Value.Range> ranges, int port) {
    return ranges.stream().anyMatch(range -> range.getBegin() <= port && port <= range.getEnd());
  }

  private static long size(Value.Range range) {
    return range.getEnd() - range.getBegin() + 1;
  }

  private void startAt(long index) {
    long before = index;
    while (range < offered.size() && before >= size(offered.get(range))) {
      before -= size(offered.get(range));
      range++;
    }
    next = range < offered.size() ? offered.get(range).getBegin() + before : 0;
  }

  private Optional<Integer> any() {
    while (triesLeft > 0) {
      triesLeft--;
      int port = (int) next;
      advance();
      if (gone.add(port)) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }

  private void advance() {
    if (next < offered.get(range).getEnd()) {
      next++;
    } else {
      range = (range + 1) % offered.size();
      next = offered.get(range).getBegin();
    }
  }
}
