package io.cellos.marathon.loop;

import io.cellos.base.lifecycle.DecisionLoop;
import io.cellos.marathon.core.MarathonCore;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.metrics.MesosMeters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who decides; see {@link MarathonCore}. */
public interface Core extends DecisionLoop.Core<MarathonEvent, MarathonEffect, MarathonView> {
  static Core of(MarathonCore core) {
    return new Core() {
      @Override
      public List<MarathonEffect> on(MarathonEvent event, Instant now) {
        return core.on(event, now);
      }

      @Override
      public Optional<Instant> wakeAt() {
        return core.wakeAt();
      }

      @Override
      public MarathonView view() {
        return core.view();
      }
    };
  }

  /** The same, with what it hears and says measured. */
  default Core counted(MesosMeters meters) {
    return new Core() {
      @Override
      public List<MarathonEffect> on(MarathonEvent event, Instant now) {
        meters.heard(event);
        List<MarathonEffect> effects = Core.this.on(event, now);
        effects.forEach(meters::decided);
        return effects;
      }

      @Override
      public Optional<Instant> wakeAt() {
        return Core.this.wakeAt();
      }

      @Override
      public MarathonView view() {
        return Core.this.view();
      }
    };
  }
}
