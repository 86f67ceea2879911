package io.cellos.cli.settings;

import io.cellos.backend.Settings;
import java.util.Optional;

/**
 * What was chosen for one run, apart from the environment.
 *
 * @param section of the settings file; empty for the usual one
 * @param cellFile what a cell file says
 * @param arguments what was typed
 */
public record Choice(Optional<String> section, Settings cellFile, Settings arguments) {}
