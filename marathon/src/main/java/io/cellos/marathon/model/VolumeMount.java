package io.cellos.marathon.model;

/** A pod's volume in one of its containers. */
public record VolumeMount(String name, String mountPath, boolean readOnly) {}
