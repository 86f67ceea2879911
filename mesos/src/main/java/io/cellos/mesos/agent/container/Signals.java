package io.cellos.mesos.agent.container;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** kill(2), which Java has only for single processes and two signals. */
public final class Signals {
  public static final int TERM = 15;
  public static final int KILL = 9;

  @SuppressWarnings("restricted") // a JVM is started with --enable-native-access
  private static final MethodHandle CALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Signals() {}

  /** Sends the signal to all processes of the group; returns whether there were any. */
  public static boolean toGroup(long group, int signal) {
    if (group <= 1) {
      throw new IllegalArgumentException("not a group of ours: " + group);
    }
    return send((int) -group, signal);
  }

  static boolean toProcess(long pid, int signal) {
    return send((int) pid, signal);
  }

  private static boolean send(int target, int signal) {
    try {
      return (int) CALL.invokeExact(target, signal) == 0;
    } catch (Throwable e) { // so invokeExact declares it
      throw new IllegalStateException("kill(" + target + ", " + signal + ") failed", e);
    }
  }
}
