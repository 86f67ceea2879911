package io.cellos.mesos.master.loop;

import io.cellos.base.lifecycle.DecisionLoop;
import io.cellos.mesos.master.core.MasterCore;
import io.cellos.mesos.master.core.MasterEffect;
import io.cellos.mesos.master.core.MasterEvent;
import io.cellos.mesos.master.core.view.MasterView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who decides; see {@link MasterCore}. */
public interface Core extends DecisionLoop.Core<MasterEvent, MasterEffect, MasterView> {
  static Core of(MasterCore core) {
    return new Core() {
      @Override
      public List<MasterEffect> on(MasterEvent event, Instant now) {
        return core.on(event, now);
      }

      @Override
      public Optional<Instant> wakeAt() {
        return core.wakeAt();
      }

      @Override
      public MasterView view() {
        return core.view();
      }
    };
  }
}
