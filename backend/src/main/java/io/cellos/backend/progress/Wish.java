package io.cellos.backend.progress;

import io.cellos.model.CellName;
import java.time.Duration;

/**
 * What somebody waits for.
 *
 * @param timeout how long at most; zero means one look
 * @param again the command that goes on waiting, to paste
 */
public record Wish(CellName cell, CellGoal goal, Duration timeout, String again) {}
