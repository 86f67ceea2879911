package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.ResourceStatistics;

/** The control group of one container, or what stands for it where there are none. */
public interface Group {
  /**
   * The files into which the container's first process must write its id before it does anything
   * else; all that it starts is in the group then.
   */
  List<Path> joins();

  /** Changes the limits. */
  void limit(Amounts amounts) throws IOException;

  /**
   * What the container used too much of. The kernel has killed a process of it, the rest is to be
   * killed by who asks. To be asked before the group is destroyed, and now and then.
   */
  Optional<OverLimit> overLimit();

  /**
   * What the container uses.
   *
   * @param session of the container's processes, to be counted where there is no control group
   */
  ResourceStatistics statistics(long session) throws IOException;

  /** Kills what is left in it and removes it; no error if it is not there. */
  void destroy() throws IOException, InterruptedException;
}
