package io.cellos.marathon.model;

/** A volume of a pod; its containers mount it by name. */
public record PodVolume(String name, Volume volume) {}
