package io.cellos.marathon.model;

/** A volume of an app and where it is in the container. */
public record AppVolume(Volume volume, String containerPath, boolean readOnly) {}
