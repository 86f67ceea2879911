package io.cellos.marathon.api.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.api.render.EventJson;
import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.model.Timestamp;
import java.util.List;

/** Something that is told to all who follow; its JSON is made by who writes it to one of them. */
sealed interface Told {
  List<ObjectNode> events();

  /** By the core. */
  record Happened(Timestamp at, Announcement announcement) implements Told {
    @Override
    public List<ObjectNode> events() {
      return new EventJson(at).of(announcement);
    }
  }

  /** By the API itself. */
  record Done(ObjectNode event) implements Told {
    @Override
    public List<ObjectNode> events() {
      return List.of(event);
    }
  }
}
