package io.cellos.mesos.master.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.link.ToAgent;
import org.apache.mesos.v1.master.Protos;
import org.apache.mesos.v1.scheduler.Protos.Event;

/**
 * What a master does. All changes of the registry in a batch are durable before anything else of it
 * is done.
 */
public sealed interface MasterEffect {
  record ToScheduler(String stream, Event event) implements MasterEffect {}

  /** After what was said to it before. */
  record CloseScheduler(String stream) implements MasterEffect {}

  record SayToAgent(String link, ToAgent message) implements MasterEffect {}

  record CloseAgent(String link) implements MasterEffect {}

  /** An entry of the registry is to be kept. */
  record Save(String key, ByteString value) implements MasterEffect {}

  record Forget(String key) implements MasterEffect {}

  /** The answer to a call of a scheduler or an operator. */
  record Answer(long callId, Verdict verdict) implements MasterEffect {}

  /** For those who subscribed to the operator's event stream. */
  record Announce(Protos.Event event) implements MasterEffect {}
}
